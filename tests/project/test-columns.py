#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Every column that code reads by its name is one of the statement it reads from.

A statement without such a column would end the node at its first row.  The columns come from SQLite,
which prepares each statement on an empty database.  Who reads them comes from the sources: rows and
statements are followed from the question through the functions that they are handed to.
"""
import collections
import ctypes
import ctypes.util
import glob
import os
import re
import sys
import tempfile

import tap

# catalogue: prefix of the constants, folder below resources/sql, folders of the code that asks
CATALOGUES = [("moot_sql_", "node"), ("moot_cache_sql_", "cache")]
READERS = {"moot_rows_get_text", "moot_rows_get_int", "moot_rows_dup_blob", "moot_rows_is_null", "moot_rows_column"}
TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|->|\.\.\.|\d\w*|\S')
COMMENT = re.compile(r"/\*.*?\*/", re.S)
QUESTIONS_MIN = 170  # fewer than there were: the sources are not understood any more
UNKNOWN_MAX = 3  # questions whose statement this program may fail to find


# SQLite ---------------------------------------------------------------------------------------


class Database:
    """An empty database with the schema of one catalogue."""

    def __init__(self, folder):
        name = ctypes.util.find_library("sqlite3")
        if name is None:
            raise tap.Skip("libsqlite3 is not found")
        self.sqlite = ctypes.CDLL(name)
        self.sqlite.sqlite3_column_name.restype = ctypes.c_char_p
        self.sqlite.sqlite3_errmsg.restype = ctypes.c_char_p
        self.db = ctypes.c_void_p()
        assert self.sqlite.sqlite3_open(b":memory:", ctypes.byref(self.db)) == 0
        for path in sorted(glob.glob(tap.path("resources", "sql", folder, "schema", "*.sql"))):
            with open(path, "rb") as file:
                self.check(self.sqlite.sqlite3_exec(self.db, file.read(), None, None, None), path)

    def check(self, status, what):
        if status != 0:
            raise AssertionError(f"{what}: {self.sqlite.sqlite3_errmsg(self.db).decode()}")

    def columns(self, name, text):
        statement = ctypes.c_void_p()
        self.check(self.sqlite.sqlite3_prepare_v2(self.db, text.encode(), -1, ctypes.byref(statement), None), name)
        count = self.sqlite.sqlite3_column_count(statement)
        names = {self.sqlite.sqlite3_column_name(statement, i).decode() for i in range(count)}
        self.sqlite.sqlite3_finalize(statement)
        return names


def load_columns():
    """Constant of each statement: the names of its columns."""
    columns = {}
    for prefix, folder in CATALOGUES:
        database = Database(folder)
        files = sorted(glob.glob(tap.path("resources", "sql", folder, "queries", "*.sql")))
        with tempfile.TemporaryDirectory() as made:
            out = os.path.join(made, "sql.c")
            tap.run(sys.executable, tap.path("src", "db", "sql-catalogue.py"), prefix.rstrip("_"),
                    os.path.join(made, "sql.h"), out, *files)
            with open(out, encoding="utf-8") as file:
                source = file.read()
        for name, body in re.findall(rf"^const MootSql {prefix}(\w+) = \{{ \"\w+\",\n(.*?) \}};$", source, re.M | re.S):
            text = "".join(re.findall(r'"((?:\\.|[^"\\])*)"', body))
            text = text.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
            columns[prefix + name] = database.columns(name, text)
    return columns


# Sources --------------------------------------------------------------------------------------


def end_of(tokens, at):
    """Where the bracket that opens at @at closes."""
    depth = 0
    for i in range(at, len(tokens)):
        if tokens[i] in "([{":
            depth += 1
        elif tokens[i] in ")]}":
            depth -= 1
            if depth == 0:
                return i
    return len(tokens) - 1


def split_arguments(tokens):
    parts, depth = [[]], 0
    for token in tokens:
        if token in "([{":
            depth += 1
        elif token in ")]}":
            depth -= 1
        if token == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts if parts != [[]] else []


class Function:
    def __init__(self, home, name, parameters, body):
        self.home, self.name, self.body = home, name, body
        self.parameters = [part[-1] for part in parameters if part]
        self.rows = {i for i, part in enumerate(parameters) if "MootRows" in part}
        self.asks = {i for i, part in enumerate(parameters) if "MootSql" in part}
        self.reads = collections.defaultdict(set)  # index of a parameter: columns


class Sources:
    def __init__(self, folders):
        self.functions = {}
        self.by_name = collections.defaultdict(list)
        self.tables = collections.defaultdict(dict)  # file: variable: tokens
        self.typed = collections.defaultdict(list)  # type: tokens of tables of it
        self.fields = collections.defaultdict(list)  # member: (type, how many statements stand before it)
        for folder in folders:
            for path in sorted(glob.glob(os.path.join(folder, "*.[ch]"))):
                self.read(path)

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            text = COMMENT.sub(" ", file.read())
        text = re.sub(r"^#.*(?:\\\n.*)*$", "", text, flags=re.M)
        for match in re.finditer(r"^typedef struct\n\{(.*?)^\} (\w+);$", text, re.M | re.S):
            for number, member in enumerate(re.findall(r"const MootSql \*(\w+);", match[1])):
                self.fields[member].append((match[2], number))
        for match in re.finditer(r"^(\w+) \(((?:[^{};])*?)\)\n\{\n(.*?)^\}$", text, re.M | re.S):
            parameters = split_arguments(TOKEN.findall(match[2]))
            function = Function(path, match[1], parameters, TOKEN.findall(match[3]))
            self.functions[path, match[1]] = function
            self.by_name[match[1]].append(function)
        for match in re.finditer(r"^(?:(?:static )?const ([^;=()]*?)|\} )(\w+)(?:\[\w*\])* = (\{.*?\});$", text, re.M | re.S):
            self.tables[path][match[2]] = TOKEN.findall(match[3])
            self.typed[(match[1] or "").strip(" *")].append(TOKEN.findall(match[3]))

    def find(self, home, name):
        found = self.functions.get((home, name))
        return found if found else next((f for f in self.by_name.get(name, []) if f.home != home), None)


def calls(function):
    """Each call in a body: where, name, arguments as tokens."""
    body = function.body
    for i, token in enumerate(body[:-1]):
        if body[i + 1] == "(" and re.match(r"[a-z_]\w*$", token) and (i == 0 or body[i - 1] not in (".", "->")):
            yield i, token, split_arguments(body[i + 2:end_of(body, i + 1)])


def assigned(function, variable):
    """All that is put into a variable, as tokens."""
    body = function.body
    for i in range(len(body) - 1):
        if body[i] != variable or (i > 0 and body[i - 1] in (".", "->")):
            continue
        k = i + 1
        while body[k] == "[":
            k = end_of(body, k) + 1
        if body[k] != "=" or body[k + 1] == "=":
            continue
        end = k + 1
        while end < len(body) and body[end] != ";":
            end = end_of(body, end) + 1 if body[end] in "([{" else end + 1
        yield body[k + 1:end]


def other_names(function, variable):
    """Variables that are @variable under another name."""
    body = function.body
    for i in range(3, len(body)):
        if body[i] == ";" and body[i - 1] == variable and body[i - 2] == "=" and body[i - 3] != variable:
            yield body[i - 3]


class Analysis:
    def __init__(self, sources, columns):
        self.sources, self.columns = sources, columns
        self.wanted = collections.defaultdict(set)  # (statement, column): places
        self.unknown, self.questions = [], 0

    def statements(self, function, tokens, seen=()):
        """(constants, indexes of parameters) that an expression may be."""
        constants = {token for token in tokens if token in self.columns}
        parameters = set()
        if constants or not tokens:
            return constants, parameters
        root = next((token for token in tokens if re.match(r"[a-z_]\w*$", token)), None)
        if root is None or root in seen:
            return constants, parameters
        if tokens == [root] and root in function.parameters:
            return constants, {function.parameters.index(root)}
        for value in assigned(function, root):
            more, others = self.statements(function, value, (*seen, root))
            constants |= more
            parameters |= others
        table = self.sources.tables[function.home].get(root)
        if table:
            constants |= {token for token in table if token in self.columns}
        if not constants and not parameters:  # a row of a table of this file
            for table in self.sources.tables[function.home].values():
                constants |= {token for token in table if token in self.columns}
        if not constants and not parameters:
            constants = self.members(tokens[-1])
        return {name for name in constants if self.columns[name]}, parameters

    def members(self, member):
        """What tables of any file put into a member: its place among the statements of a row."""
        found = set()
        for kind, number in self.sources.fields.get(member, []):
            for tokens in self.sources.typed[kind]:
                for row in " ".join(tokens).split("}"):
                    named = [word for word in row.split("{")[-1].split() if word in self.columns]
                    found |= set(named[number:number + 1])
        return found

    def find_reads(self):
        """What each function reads of the rows it is given, also through others."""
        again = True
        while again:
            again = False
            for function in self.sources.functions.values():
                for index in function.rows:
                    found = self.reads_of(function, function.parameters[index])
                    if not found <= function.reads[index]:
                        function.reads[index] |= found
                        again = True

    def reads_of(self, function, variable):
        found = set()
        for _, name, arguments in calls(function):
            if name in READERS and len(arguments) == 2 and arguments[0] == [variable]:
                found |= {token[1:-1] for token in arguments[1] if token.startswith('"')}
            elif name not in READERS:
                found |= self.handed_on(function, name, arguments, variable)
        for other in other_names(function, variable):
            found |= self.reads_of(function, other)
        return found

    def handed_on(self, function, name, arguments, variable):
        callee = self.sources.find(function.home, name)
        found = set()
        for index, argument in enumerate(arguments):
            if argument == [variable] and callee and index in callee.rows:
                found |= callee.reads[index]
        return found

    def reads_of_answer(self, function, at):
        """What is read of the rows that the question at token @at returns."""
        body = function.body
        found = set()
        for where, name, arguments in calls(function):
            callee = self.sources.find(function.home, name)
            if not callee or not where < at < end_of(body, where + 1):
                continue
            for index, argument in enumerate(arguments):
                if argument[:1] == ["moot_db_query"] and index in callee.rows:
                    found |= callee.reads[index]
        for start in range(at, 0, -1):
            if body[start] in (";", "{", "}"):
                break
            if body[start] == "=":
                found |= self.reads_of(function, body[start - 1])
        return found

    def find_questions(self):
        needs = collections.defaultdict(set)  # (function key, parameter): (column, place)
        for key, function in self.sources.functions.items():
            for at, name, arguments in calls(function):
                if name != "moot_db_query" or len(arguments) < 2:
                    continue
                self.questions += 1
                reads = self.reads_of_answer(function, at)
                constants, parameters = self.statements(function, arguments[1])
                place = f"{os.path.basename(function.home)}: {function.name}"
                if not constants and not parameters:
                    self.unknown.append(place)
                for column in reads:
                    for constant in constants:
                        self.wanted[constant, column].add(place)
                    for parameter in parameters:
                        needs[key, parameter].add((column, place))
        self.pass_up(needs)

    def pass_up(self, needs):
        """A statement that is a parameter is what the callers hand in."""
        done = set()
        while needs:
            (key, parameter), wants = needs.popitem()
            fresh = {want for want in wants if (key, parameter, want) not in done}
            done |= {(key, parameter, want) for want in fresh}
            if not fresh:
                continue
            for other_key, caller in self.sources.functions.items():
                for _, name, arguments in calls(caller):
                    if name != key[1] or parameter >= len(arguments) or \
                            self.sources.find(caller.home, name) is not self.sources.functions[key]:
                        continue
                    constants, parameters = self.statements(caller, arguments[parameter])
                    for column, place in fresh:
                        for constant in constants:
                            self.wanted[constant, column].add(place)
                        for index in parameters:
                            needs[other_key, index].add((column, place))


def analyse():
    analysis = Analysis(Sources(sorted(glob.glob(tap.path("src", "*")))), load_columns())
    analysis.find_reads()
    analysis.find_questions()
    return analysis


def every_column_exists():
    """Every column that is read is one of the statement."""
    analysis = analyse()
    missing = [f"{statement} has no column '{column}', read by {', '.join(sorted(places))}"
               for (statement, column), places in sorted(analysis.wanted.items())
               if column not in analysis.columns[statement]]
    print(f"# {analysis.questions} questions, {len(analysis.wanted)} columns read of "
          f"{len({statement for statement, _ in analysis.wanted})} statements")
    assert not missing, "\n".join(missing)
    print("# statement not found: " + (", ".join(analysis.unknown) or "none"))
    assert len(analysis.unknown) <= UNKNOWN_MAX, "it is not understood which statement is asked in " + ", ".join(analysis.unknown)
    assert analysis.questions >= QUESTIONS_MIN, f"only {analysis.questions} questions were found"


def a_missing_one_is_found():
    """A column that is missing is found."""
    columns = {"moot_sql_a": {"id"}, "moot_sql_b": {"id", "name"}}
    sources = Sources([tap.path("tests", "fixtures", "columns")])
    analysis = Analysis(sources, columns)
    analysis.find_reads()
    analysis.find_questions()
    found = {(statement, column) for statement, column in analysis.wanted if column not in columns[statement]}
    assert found == {("moot_sql_a", "name")}, found


tap.main([every_column_exists, a_missing_one_is_found])
