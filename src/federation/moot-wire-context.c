/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The contexts of what we write.  `http://schema.org#` is wrong on purpose: it is what everybody
 * writes, and what is compared.
 * Spec: JSON-LD 1.1, as far as readers compare texts; the terms of Mastodon, GoToSocial, FEP-044f.
 * Thread: any. */
#include "moot-wire-context.h"

/* clang-format off */
static const char *const contexts[MOOT_N_CONTEXTS] = {
  [MOOT_CONTEXT_PLAIN] =
    "\"https://www.w3.org/ns/activitystreams\"",
  [MOOT_CONTEXT_ACTOR_PLAIN] =
    "[\"https://www.w3.org/ns/activitystreams\",\"https://w3id.org/security/v1\"]",
  [MOOT_CONTEXT_FULL] =
    "[\"https://www.w3.org/ns/activitystreams\","
    "\"https://w3id.org/security/v1\",{\"manuallyApprovesFollowers\":\"as:manuallyApprovesFollowers\","
    "\"sensitive\":\"as:sensitive\",\"Hashtag\":\"as:Hashtag\",\"movedTo\":{\"@id\":\"as:movedTo\","
    "\"@type\":\"@id\"},\"alsoKnownAs\":{\"@id\":\"as:alsoKnownAs\",\"@type\":\"@id\"},"
    "\"toot\":\"http://joinmastodon.org/ns#\",\"Emoji\":\"toot:Emoji\","
    "\"discoverable\":\"toot:discoverable\",\"indexable\":\"toot:indexable\","
    "\"memorial\":\"toot:memorial\",\"suspended\":\"toot:suspended\","
    "\"blurhash\":\"toot:blurhash\",\"votersCount\":\"toot:votersCount\","
    "\"focalPoint\":{\"@id\":\"toot:focalPoint\",\"@container\":\"@list\"},"
    "\"featured\":{\"@id\":\"toot:featured\",\"@type\":\"@id\"},"
    "\"featuredTags\":{\"@id\":\"toot:featuredTags\",\"@type\":\"@id\"},"
    "\"attributionDomains\":{\"@id\":\"toot:attributionDomains\",\"@container\":\"@set\"},"
    "\"schema\":\"http://schema.org#\",\"PropertyValue\":\"schema:PropertyValue\","
    "\"value\":\"schema:value\",\"gts\":\"https://gotosocial.org/ns#\","
    "\"interactionPolicy\":{\"@id\":\"gts:interactionPolicy\",\"@type\":\"@id\"},"
    "\"canLike\":{\"@id\":\"gts:canLike\",\"@type\":\"@id\"},\"canReply\":{\"@id\":\"gts:canReply\","
    "\"@type\":\"@id\"},\"canAnnounce\":{\"@id\":\"gts:canAnnounce\",\"@type\":\"@id\"},"
    "\"canQuote\":{\"@id\":\"gts:canQuote\",\"@type\":\"@id\"},"
    "\"automaticApproval\":{\"@id\":\"gts:automaticApproval\",\"@type\":\"@id\"},"
    "\"manualApproval\":{\"@id\":\"gts:manualApproval\",\"@type\":\"@id\"},"
    "\"quote\":{\"@id\":\"https://w3id.org/fep/044f#quote\",\"@type\":\"@id\"},"
    "\"quoteAuthorization\":{\"@id\":\"https://w3id.org/fep/044f#quoteAuthorization\","
    "\"@type\":\"@id\"},\"quoteUri\":\"http://fedibird.com/ns#quoteUri\","
    "\"_misskey_quote\":\"https://misskey-hub.net/ns#_misskey_quote\","
    "\"litepub\":\"http://litepub.social/ns#\",\"directMessage\":\"litepub:directMessage\","
    "\"EmojiReact\":\"litepub:EmojiReact\",\"sec\":\"https://w3id.org/security#\","
    "\"Multikey\":\"sec:Multikey\",\"controller\":{\"@id\":\"sec:controller\",\"@type\":\"@id\"},"
    "\"assertionMethod\":{\"@id\":\"sec:assertionMethod\",\"@type\":\"@id\",\"@container\":\"@set\"},"
    "\"publicKeyMultibase\":{\"@id\":\"sec:publicKeyMultibase\",\"@type\":\"sec:multibase\"},"
    "\"folkmoot\":\"" MOOT_NAMESPACE "\"}]",
  [MOOT_CONTEXT_LIKE] =
    "[\"https://www.w3.org/ns/activitystreams\",{\"toot\":\"http://joinmastodon.org/ns#\","
    "\"Emoji\":\"toot:Emoji\"}]",
  [MOOT_CONTEXT_DELETE] =
    "[\"https://www.w3.org/ns/activitystreams\",{\"ostatus\":\"http://ostatus.org#\","
    "\"atomUri\":\"ostatus:atomUri\"}]",
  [MOOT_CONTEXT_QUOTE] =
    "[\"https://www.w3.org/ns/activitystreams\",{\"QuoteRequest\":\"https://w3id.org/fep/044f#QuoteRequest\","
    "\"quote\":{\"@id\":\"https://w3id.org/fep/044f#quote\",\"@type\":\"@id\"}}]",
  [MOOT_CONTEXT_REQUEST] =
    "[\"https://www.w3.org/ns/activitystreams\",\"https://gotosocial.org/ns\"]",
  [MOOT_CONTEXT_STAMP] =
    "[\"https://www.w3.org/ns/activitystreams\","
    "{\"QuoteAuthorization\":\"https://w3id.org/fep/044f#QuoteAuthorization\","
    "\"gts\":\"https://gotosocial.org/ns#\","
    "\"interactingObject\":{\"@id\":\"gts:interactingObject\",\"@type\":\"@id\"},"
    "\"interactionTarget\":{\"@id\":\"gts:interactionTarget\",\"@type\":\"@id\"}}]",
};
/* clang-format on */

/**
 * moot_wire_context_get:
 * @context: which
 *
 * Returns: the value of `@context`, as JSON
 */
const char *
moot_wire_context_get (MootWireContext context)
{
  return contexts[context];
}
