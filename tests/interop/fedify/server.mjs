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
  Accept, Add, Announce, Block, Create, Delete, EmojiReact, Endpoints, Flag, Follow, Like, Mention, Move, Note,
  Person, PUBLIC_COLLECTION, Question, Reject, Remove, Tombstone, Undo, Update, Collection,
} from "@fedify/fedify/vocab";
import { Temporal } from "@js-temporal/polyfill";

const firstKnock = process.argv[2] ?? "rfc9421";
const names = ["alice", "alice-new"];
const keys = new Map();
const posts = new Map(); // id -> what dispatchers build their objects from
const follows = new Map(); // who we follow -> the Follow that was sent
const followers = new Map(); // id -> actor
const seen = [];
let nextId = 1;
let origin;

for (const name of names) {
  keys.set(name, [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")]);
}

const federation = createFederation({ kv: new MemoryKvStore(), allowPrivateAddress: true, firstKnock });

federation
  .setActorDispatcher("/users/{identifier}", async (ctx, identifier) => {
    if (!names.includes(identifier)) return null;
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
      aliases: identifier === "alice-new" ? [ctx.getActorUri("alice")] : [],
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
    });
  })
  .setKeyPairsDispatcher((_ctx, identifier) => keys.get(identifier) ?? []);

federation.setFollowersDispatcher("/users/{identifier}/followers", () => ({ items: [...followers.values()] }));
federation.setOutboxDispatcher("/users/{identifier}/outbox", async (ctx, identifier) => ({
  items: [...posts.keys()].reverse().map((id) => createOf(ctx, identifier, build(ctx, id))),
}));
federation.setObjectDispatcher(Note, "/users/{identifier}/notes/{id}", (ctx, { id }) => build(ctx, id, Note));
federation.setObjectDispatcher(Question, "/users/{identifier}/questions/{id}", (ctx, { id }) => build(ctx, id, Question));

function uriOf(ctx, id) {
  const type = posts.get(id).options ? Question : Note;
  return ctx.getObjectUri(type, { identifier: "alice", id });
}

function build(ctx, id, type) {
  const post = posts.get(id);
  if (!post || (type && (post.options ? Question : Note) !== type)) return null;
  const common = {
    id: uriOf(ctx, id),
    attribution: ctx.getActorUri("alice"),
    content: post.content,
    summary: post.summary ?? null,
    published: post.published,
    updated: post.updated ?? null,
    replyTarget: post.inReplyTo ? new URL(post.inReplyTo) : null,
    tags: post.mentions.map(([href, name]) => new Mention({ href: new URL(href), name })),
    tos: post.direct ? post.mentions.map(([href]) => new URL(href)) : [PUBLIC_COLLECTION],
    ccs: post.direct ? [] : [ctx.getFollowersUri("alice"), ...post.mentions.map(([href]) => new URL(href))],
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
    if (!follower?.inboxId) return;
    followers.set(follower.id.href, { id: follower.id, inboxId: follower.inboxId, endpoints: follower.endpoints });
    await ctx.sendActivity({ identifier: "alice" }, follower, new Accept({
      id: new URL(`${origin}/accepts/${nextId++}`), actor: ctx.getActorUri("alice"), object: follow,
    }));
  })
  .on(Undo, async (ctx, undo) => {
    await note(undo);
    const object = await undo.getObject(ctx);
    if (object instanceof Follow) followers.delete(undo.actorId.href);
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

async function toFollowersAnd(ctx, activity, others = []) {
  const targets = new Map(followers);
  for (const uri of others) {
    const actor = await ctx.lookupObject(uri);
    if (!actor?.inboxId) throw new Error(`no actor at ${uri}`);
    targets.set(actor.id.href, actor);
  }
  if (targets.size > 0) await ctx.sendActivity({ identifier: "alice" }, [...targets.values()], activity);
}

function activity(ctx, type, values) {
  return new type({ id: new URL(`${origin}/activities/${nextId++}`), actor: ctx.getActorUri("alice"), ...values });
}

function makePost(body) {
  const id = String(nextId++);
  posts.set(id, {
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
  async follow(ctx, { target }) {
    const follow = activity(ctx, Follow, { object: new URL(target) });
    follows.set(target, follow);
    await toOne(ctx, target, follow);
  },
  async unfollow(ctx, { target }) {
    await toOne(ctx, target, activity(ctx, Undo, { object: follows.get(target) }));
    follows.delete(target);
  },
  async post(ctx, body) {
    const id = makePost(body);
    const object = build(ctx, id);
    await toFollowersAnd(ctx, createOf(ctx, "alice", object), [
      ...(body.mentions ?? []).map(([href]) => href), ...(body.also ?? []),
    ]);
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
    const like = activity(ctx, Like, { object: new URL(object) });
    await toOne(ctx, author, like);
    return { like: like.id.href };
  },
  async unlike(ctx, { object, author, like }) {
    const before = new Like({ id: new URL(like), actor: ctx.getActorUri("alice"), object: new URL(object) });
    await toOne(ctx, author, activity(ctx, Undo, { object: before }));
  },
  async announce(ctx, { object, author }) {
    const announce = activity(ctx, Announce, {
      object: new URL(object), tos: [PUBLIC_COLLECTION], ccs: [ctx.getFollowersUri("alice")],
      published: Temporal.Now.instant(),
    });
    await toFollowersAnd(ctx, announce, [author]);
    return { announce: announce.id.href };
  },
  async unannounce(ctx, { object, author, announce }) {
    const before = new Announce({ id: new URL(announce), actor: ctx.getActorUri("alice"), object: new URL(object) });
    await toFollowersAnd(ctx, activity(ctx, Undo, { object: before }), [author]);
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
    await toOne(ctx, target, activity(ctx, Block, { object: new URL(target) }));
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
    return [...followers.keys()];
  },
};

async function toOne(ctx, target, what) {
  const actor = await ctx.lookupObject(target);
  if (!actor?.inboxId) throw new Error(`no actor at ${target}`);
  await ctx.sendActivity({ identifier: "alice" }, actor, what);
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
    const ctx = federation.createContext(new URL(origin), undefined);
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
