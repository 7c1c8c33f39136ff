// SPDX-License-Identifier: AGPL-3.0-or-later
// SPDX-FileCopyrightText: The Folkmoot authors
//
// A small server on Fedify, for the tests to tell what to do: it federates by Fedify's own code, and
// what it saw can be asked for.  `node server.mjs [FIRST-KNOCK]` prints its origin when it is ready.
//
// POST /control/VERB with a JSON object acts; GET /control/seen lists what came in.
import http from "node:http";
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from "@fedify/fedify";
import {
  Accept, Add, Announce, Block, Collection, Create, Delete, EmojiReact, Endpoints, Flag, Follow, InteractionPolicy,
  InteractionRule, Like, Mention, Move, Note, Person, PUBLIC_COLLECTION, Question, QuoteAuthorization, QuoteRequest,
  Reject, Remove, Tombstone, Undo, Update,
} from "@fedify/fedify/vocab";
import { Temporal } from "@js-temporal/polyfill";

const firstKnock = process.argv[2] ?? "rfc9421";
const names = ["alice", "alice-new", "carol"];
const gone = new Set(); // of names
const keys = new Map();
const posts = new Map(); // id -> what dispatchers build their objects from
const stamps = new Map(); // id -> which post quotes which with leave
const sent = new Map(); // id -> what may be undone
const aliases = []; // of alice-new, besides alice
const followers = new Map(names.map((name) => [name, new Map()])); // name -> id -> actor
const seen = [];
let nextId = 1;
let origin;

for (const name of names) {
  keys.set(name, await makeKeys());
}

async function makeKeys() {
  return [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")];
}

const federation = createFederation({ kv: new MemoryKvStore(), allowPrivateAddress: true, firstKnock });

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
    if (!names.includes(identifier)) return null;
    if (gone.has(identifier)) return new Tombstone({ id: ctx.getActorUri(identifier) });
    const pairs = await ctx.getActorKeyPairs(identifier);
    return new Person({
      id: ctx.getActorUri(identifier),
      preferredUsername: identifier,
      name: `${identifier} of Fedify`,
      inbox: ctx.getInboxUri(identifier),
      outbox: ctx.getOutboxUri(identifier),
      followers: ctx.getFollowersUri(identifier),
      endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
      url: ctx.getActorUri(identifier),
      aliases: identifier === "alice-new" ? [ctx.getActorUri("alice"), ...aliases] : [],
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  })
  .setKeyPairsDispatcher((_ctx, identifier) => keys.get(identifier) ?? []);

federation.setFollowersDispatcher("/users/{identifier}/followers", (_ctx, identifier) => ({
  items: [...followers.get(identifier).values()],
}));
federation.setOutboxDispatcher("/users/{identifier}/outbox", async (ctx, identifier) => ({
  items: [...posts.keys()].reverse().map((id) => createOf(ctx, identifier, build(ctx, id))),
}));
federation.setObjectDispatcher(Note, "/users/{identifier}/notes/{id}", (ctx, { id }) => build(ctx, id, Note));
federation.setObjectDispatcher(Question, "/users/{identifier}/questions/{id}", (ctx, { id }) => build(ctx, id, Question));
federation.setObjectDispatcher(QuoteAuthorization, "/users/{identifier}/stamps/{id}", (ctx, { identifier, id }) => {
  const stamp = stamps.get(id);
  return stamp ? new QuoteAuthorization({
    id: ctx.getObjectUri(QuoteAuthorization, { identifier, id }), attribution: ctx.getActorUri(identifier), ...stamp,
  }) : null;
});

function uriOf(ctx, id) {
  const type = posts.get(id).options ? Question : Note;
  return ctx.getObjectUri(type, { identifier: posts.get(id).author, id });
}

function mayQuote(who) {
  return new InteractionPolicy({ canQuote: new InteractionRule({ automaticApproval: who }) });
}

function build(ctx, id, type) {
  const post = posts.get(id);
  if (!post || (type && (post.options ? Question : Note) !== type)) return null;
  const common = {
    id: uriOf(ctx, id),
    attribution: ctx.getActorUri(post.author),
    content: post.content,
    quote: post.quote ? new URL(post.quote) : null,
    quoteAuthorization: post.stamp ? new URL(post.stamp) : null,
    interactionPolicy: post.quotable ? mayQuote(PUBLIC_COLLECTION) : null,
    summary: post.summary ?? null,
    published: post.published,
    updated: post.updated ?? null,
    replyTarget: post.inReplyTo ? new URL(post.inReplyTo) : null,
    tags: post.mentions.map(([href, name]) => new Mention({ href: new URL(href), name })),
    tos: post.direct ? post.mentions.map(([href]) => new URL(href)) : [PUBLIC_COLLECTION],
    ccs: post.direct ? [] : [ctx.getFollowersUri(post.author), ...post.mentions.map(([href]) => new URL(href))],
  };
  if (!post.options) return new Note(common);
  return new Question({
    ...common,
    exclusiveOptions: post.options.map((name) =>
      new Note({ name, replies: new Collection({ totalItems: post.votes.get(name)?.size ?? 0 }) })),
    endTime: post.published.add({ hours: 24 }),
    voters: new Set([...post.votes.values()].flatMap((one) => [...one])).size,
  });
}

function createOf(ctx, identifier, object) {
  return new Create({
    id: new URL(object.id.href + "/activity"),
    actor: ctx.getActorUri(identifier),
    object,
    tos: object.toIds,
    ccs: object.ccIds,
  });
}

async function note(activity) {
  seen.push(await activity.toJsonLd({ format: "compact" }));
}

// What others do to us ------------------------------------------------------------------------

const inbox = federation.setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .setSharedKeyDispatcher(() => ({ identifier: "alice" }))
  .onError((_ctx, error) => { seen.push({ type: "Error", text: String(error?.stack ?? error) }); })
  .on(Follow, async (ctx, follow) => {
    await note(follow);
    const follower = await follow.getActor(ctx);
    const name = nameOf(ctx, follow.objectId);
    if (!follower?.inboxId) return;
    followers.get(name).set(follower.id.href, {
      id: follower.id, inboxId: follower.inboxId, endpoints: follower.endpoints,
    });
    await ctx.sendActivity({ identifier: name }, follower, activity(ctx, Accept, { object: follow }, name));
  })
  .on(Undo, async (ctx, undo) => {
    await note(undo);
    const object = await undo.getObject(ctx);
    if (object instanceof Follow) followers.get(nameOf(ctx, object.objectId)).delete(undo.actorId.href);
  })
  .on(QuoteRequest, async (ctx, request) => {
    await note(request);
    const id = String(nextId++);
    stamps.set(id, { interactingObject: request.instrumentId, interactionTarget: request.objectId });
    const short = new QuoteRequest({
      id: request.id, actor: request.actorId, object: request.objectId, instrument: request.instrumentId,
    });
    await toOne(ctx, request.actorId, activity(ctx, Accept, {
      object: short, result: ctx.getObjectUri(QuoteAuthorization, { identifier: "alice", id }), to: request.actorId,
    }));
  })
  .on(Create, async (ctx, create) => {
    await note(create);
    for await (const object of create.getObjects(ctx)) {
      const [, id] = /\/questions\/(\d+)$/.exec(object?.replyTargetId?.href ?? "") ?? [];
      const choice = object?.name?.toString();
      if (id && posts.get(id)?.options?.includes(choice)) {
        const votes = posts.get(id).votes;
        votes.set(choice, (votes.get(choice) ?? new Set()).add(create.actorId.href));
      }
    }
  });
for (const type of [Accept, Reject, Update, Delete, Like, EmojiReact, Announce, Block, Move, Flag, Add, Remove]) {
  inbox.on(type, async (_ctx, activity) => await note(activity));
}

// What the test tells us to do ----------------------------------------------------------------

function nameOf(ctx, uri) {
  const { type, identifier } = ctx.parseUri(uri) ?? {};
  if (type !== "actor") throw new Error(`nobody here is ${uri}`);
  return identifier;
}

// @sender: whose name, or the keys of whoever has none any more
async function toFollowersAnd(ctx, activity, others = [], name = "alice", sender = { identifier: name }) {
  const targets = new Map(followers.get(name));
  for (const uri of others) {
    const actor = await ctx.lookupObject(uri);
    if (!actor?.inboxId) throw new Error(`no actor at ${uri}`);
    targets.set(actor.id.href, actor);
  }
  if (targets.size > 0) await ctx.sendActivity(sender, [...targets.values()], activity);
}

function activity(ctx, type, values, name = "alice") {
  const result = new type({ id: new URL(`${origin}/activities/${nextId++}`), actor: ctx.getActorUri(name), ...values });
  sent.set(result.id.href, result);
  return result;
}

function makePost(body) {
  const id = String(nextId++);
  posts.set(id, {
    author: body.author ?? "alice",
    quote: body.quote,
    quotable: body.quotable,
    content: `<p>${body.text}</p>`,
    summary: body.summary,
    direct: body.direct ?? false,
    mentions: body.mentions ?? [],
    inReplyTo: body.inReplyTo,
    options: body.options,
    votes: new Map(),
    published: Temporal.Now.instant().round("second"),
  });
  return id;
}

const verbs = {
  async follow(ctx, { target, as }) {
    return await toOne(ctx, target, activity(ctx, Follow, { object: new URL(target) }, as), as);
  },
  async undo(ctx, { what, author, everybody }) {
    const undo = activity(ctx, Undo, { object: sent.get(what) });
    if (everybody) await toFollowersAnd(ctx, undo, [author]);
    else await toOne(ctx, author, undo);
  },
  async post(ctx, body) {
    const id = makePost(body);
    const object = build(ctx, id);
    const name = posts.get(id).author;
    await toFollowersAnd(ctx, createOf(ctx, name, object), (body.mentions ?? []).map(([href]) => href), name);
    return { id, uri: object.id.href };
  },
  async edit(ctx, { id, text }) {
    const post = posts.get(id);
    post.content = `<p>${text}</p>`;
    post.updated = post.published.add({ seconds: 5 });
    await toFollowersAnd(ctx, activity(ctx, Update, { object: build(ctx, id), tos: [PUBLIC_COLLECTION] }));
  },
  async tally(ctx, { id }) {
    await toFollowersAnd(ctx, activity(ctx, Update, { object: build(ctx, id), tos: [PUBLIC_COLLECTION] }));
  },
  async votes(_ctx, { id }) {
    return Object.fromEntries([...posts.get(id).votes].map(([name, voters]) => [name, voters.size]));
  },
  async delete(ctx, { id }) {
    const uri = uriOf(ctx, id);
    posts.delete(id);
    await toFollowersAnd(ctx, activity(ctx, Delete, { object: new Tombstone({ id: uri }), tos: [PUBLIC_COLLECTION] }));
  },
  async like(ctx, { object, author }) {
    return await toOne(ctx, author, activity(ctx, Like, { object: new URL(object) }));
  },
  async react(ctx, { object, author, emoji }) {
    return await toOne(ctx, author, activity(ctx, EmojiReact, { object: new URL(object), content: emoji }));
  },
  async announce(ctx, { object, author }) {
    const announce = activity(ctx, Announce, {
      object: new URL(object), tos: [PUBLIC_COLLECTION], ccs: [ctx.getFollowersUri("alice")],
      published: Temporal.Now.instant(),
    });
    await toFollowersAnd(ctx, announce, [author]);
    return announce.id.href;
  },
  // Asks for leave first; the answer is told with `stamp`.
  async quote(ctx, body) {
    const id = makePost({ ...body, quote: body.object });
    const object = build(ctx, id);
    await toOne(ctx, body.of, activity(ctx, QuoteRequest, { object: new URL(body.object), instrument: object }));
    return { id, uri: object.id.href };
  },
  async stamp(ctx, { id, stamp }) {
    posts.get(id).stamp = stamp;
    await toFollowersAnd(ctx, createOf(ctx, "alice", build(ctx, id)));
  },
  async unstamp(ctx, { stamp, author }) {
    const { values: { id } } = ctx.parseUri(new URL(stamp));
    stamps.delete(id);
    await toOne(ctx, author, activity(ctx, Delete, { object: new URL(stamp), to: new URL(author) }));
  },
  async vote(ctx, { poll, author, choice }) {
    const id = `${origin}/votes/${nextId++}`;
    const vote = new Note({
      id: new URL(id), name: choice, attribution: ctx.getActorUri("alice"), replyTarget: new URL(poll), to: new URL(author),
    });
    await toOne(ctx, author, new Create({
      id: new URL(id + "/activity"), actor: ctx.getActorUri("alice"), object: vote, to: new URL(author),
    }));
  },
  async block(ctx, { target }) {
    return await toOne(ctx, target, activity(ctx, Block, { object: new URL(target) }));
  },
  async flag(ctx, { objects, author, text }) {
    await toOne(ctx, author, activity(ctx, Flag, { objects: objects.map((uri) => new URL(uri)), content: text }));
  },
  // Whom alice-new was before, too.
  async expect(_ctx, { uri }) {
    aliases.push(new URL(uri));
  },
  // New keys below the old ids; with `tell` the old ones sign that there are others.
  async rotate(ctx, { tell }) {
    const old = await ctx.getActorKeyPairs("alice");
    keys.set("alice", await makeKeys());
    if (!tell) return;
    const update = activity(ctx, Update, { object: await ctx.getActor("alice"), tos: [PUBLIC_COLLECTION] });
    await toFollowersAnd(ctx, update, [], "alice", old);
  },
  async leave(ctx, { name, also }) {
    const old = await ctx.getActorKeyPairs(name);
    const farewell = activity(ctx, Delete, { object: ctx.getActorUri(name), tos: [PUBLIC_COLLECTION] }, name);
    gone.add(name);
    await toFollowersAnd(ctx, farewell, also, name, old);
  },
  async move(ctx) {
    await toFollowersAnd(ctx, activity(ctx, Move, {
      object: ctx.getActorUri("alice"), target: ctx.getActorUri("alice-new"), to: ctx.getFollowersUri("alice"),
    }));
  },
  // Creates that claim what is not ours: for the defences.
  async forge(ctx, { object, author, to }) {
    const forged = new Note({
      id: new URL(object), attribution: new URL(author), content: "<p>forged</p>", tos: [PUBLIC_COLLECTION],
    });
    await toOne(ctx, to, activity(ctx, Create, { object: forged, tos: [PUBLIC_COLLECTION] }));
  },
  // What Fedify understands of a document, fetched with a signature.
  async lookup(ctx, { uri }) {
    const loader = await ctx.getDocumentLoader({ identifier: "alice" });
    const object = await ctx.lookupObject(uri, { documentLoader: loader });
    return object ? await object.toJsonLd({ format: "compact" }) : null;
  },
  async followers() {
    return [...followers.get("alice").keys()];
  },
};

async function toOne(ctx, target, what, name = "alice") {
  const actor = await ctx.lookupObject(target);
  if (!actor?.inboxId) throw new Error(`no actor at ${target}`);
  await ctx.sendActivity({ identifier: name }, actor, what);
  return what.id.href;
}

// HTTP ------------------------------------------------------------------------------------------

async function readBody(message) {
  const chunks = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function answer(message) {
  const body = await readBody(message);
  const url = new URL(message.url, origin);
  const request = new Request(url, {
    method: message.method,
    headers: Object.entries(message.headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
    body: body.length > 0 ? body : undefined,
  });
  if (url.pathname === "/control/seen") return Response.json(seen);
  if (url.pathname.startsWith("/control/")) {
    const ctx = federation.createContext(new Request(origin), undefined);
    const result = await verbs[url.pathname.slice("/control/".length)](ctx, JSON.parse(body.toString() || "{}"));
    return Response.json(result ?? null);
  }
  return await federation.fetch(request, { contextData: undefined });
}

const server = http.createServer(async (message, response) => {
  let result;
  try {
    result = await answer(message);
  } catch (error) {
    result = new Response(String(error?.stack ?? error), { status: 500 });
  }
  response.writeHead(result.status, Object.fromEntries(result.headers));
  response.end(Buffer.from(await result.arrayBuffer()));
});

server.listen(0, "127.0.0.1", () => {
  origin = `http://127.0.0.1:${server.address().port}`;
  console.log(origin);
});
// The test holds our standard input: we end with it, however it ends.
process.stdin.on("end", () => process.exit(0)).resume();
