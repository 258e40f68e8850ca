// A day on the server, lived by a web app of another origin through the library masto.js. The address says where the server
// is and which tokens the two members have. Each step writes `ok NAME`, the first that fails why; at the end stands `done`.

import { createRestAPIClient, createStreamingAPIClient, MastoHttpError } from "masto";

const given = new URLSearchParams(location.search);
const url = given.get("server");
const says = document.querySelector("main");
const steps = [];

const step = (name, does) => steps.push([name, does]);
const tell = (line) => says.append(line, document.createElement("br"));
const truth = (holds, what) => {
    if (!holds) throw new Error(`not so: ${what}`);
};
const same = (found, wanted) => {
    truth(JSON.stringify(found) === JSON.stringify(wanted), `${JSON.stringify(found)} is ${JSON.stringify(wanted)}`);
};
const refused = async (asked, status) => {
    const error = await asked.then(() => undefined, (error) => error);
    truth(error instanceof MastoHttpError, `${error} is an answer of the server`);
    same(error.statusCode, status);
    return error;
};

const person = (token) => createRestAPIClient({ url, accessToken: token });
const ada = person(given.get("ada"));
const bo = person(given.get("bo"));
const day = {};

step("start", async () => {
    const instance = await ada.v2.instance.fetch();
    truth(instance.apiVersions.mastodon >= 7, "quotes are offered");
    [day.ada, day.bo] = await Promise.all([ada, bo].map((who) => who.v1.accounts.verifyCredentials()));
    await Promise.all([ada.v1.preferences.fetch(), ada.v1.customEmojis.list(), ada.v1.lists.list(), ada.v1.followedTags.list()]);
    same(await ada.v1.markers.fetch({ timeline: ["home", "notifications"] }), {});
    await refused(ada.v1.push.subscription.fetch(), 404);
    day.streams = createStreamingAPIClient({
        streamingApiUrl: instance.configuration.urls.streaming,
        accessToken: given.get("ada"),
    });
});

step("profile", async () => {
    const words = { displayName: "Ada", fieldsAttributes: [{ name: "Oven", value: "wood" }], source: { language: "fr" } };
    const told = await ada.v1.accounts.updateCredentials(words);
    same([told.displayName, told.fields[0].name, told.source.language], ["Ada", "Oven", "fr"]);
    same((await ada.v1.profile.fetch()).fields[0].value, "wood");
    same((await ada.v1.profile.update({ note: "I bake" })).note, "I bake");
});

step("posting", async () => {
    const poll = { options: ["rye", "wheat"], expiresIn: 3600, multiple: true };
    const made = await ada.v1.statuses.create({ status: "Which #bread?", poll, spoilerText: "Dough", language: "en" });
    same([made.spoilerText, made.poll.options.length, made.tags[0].name], ["Dough", 2, "bread"]);
    same((await bo.v1.polls.$select(made.poll.id).votes.create({ choices: [0, 1] })).ownVotes, [0, 1]);
    const again = { requestInit: { headers: new Headers({ "Idempotency-Key": "once" }) } };
    const [first, second] = [await ada.v1.statuses.create({ status: "Once" }, again), await ada.v1.statuses.create({ status: "Once" }, again)];
    same(first.id, second.id);
    const reply = await bo.v1.statuses.create({ status: "@ada both", inReplyToId: made.id, visibility: "unlisted" });
    same((await ada.v1.statuses.$select(made.id).context.fetch()).descendants.map((post) => post.id), [reply.id]);
    const error = await refused(ada.v1.statuses.create({ status: "x".repeat(6000) }), 422);
    truth(error.message.startsWith("Validation failed: "), error.message);
    day.post = made;
});

step("pictures", async () => {
    const drawing = new OffscreenCanvas(64, 48);
    drawing.getContext("2d").fillRect(8, 8, 16, 16);
    const media = await ada.v2.media.create({ file: await drawing.convertToBlob(), description: "A square", focus: "0.5,-0.5" });
    same([media.type, media.description, media.meta.original.width], ["image", "A square", 64]);
    const post = await ada.v1.statuses.create({ mediaIds: [media.id], sensitive: true });
    const mediaAttributes = [{ id: media.id, description: "A black square" }];
    const edited = await ada.v1.statuses.$select(post.id).update({ status: "Mine", mediaIds: [media.id], mediaAttributes });
    same([edited.mediaAttachments[0].description, edited.sensitive], ["A black square", true]);
    same((await ada.v1.statuses.$select(post.id).history.list()).length, 2);
});

step("pages", async () => {
    for (const number of [1, 2, 3, 4, 5]) await bo.v1.statuses.create({ status: `Loaf ${number}` });
    const found = [];
    for await (const page of ada.v1.accounts.$select(day.bo.id).statuses.list({ limit: 2, excludeReplies: true })) {
        truth(page.length <= 2, "a page is as long as was asked");
        found.push(...page.map((post) => post.content));
    }
    same(found, [5, 4, 3, 2, 1].map((number) => `<p>Loaf ${number}</p>`));
});

step("streams", async () => {
    const next = async (subscription, event) => {
        for await (const told of subscription.values()) if (told.event === event) return told;
    };
    const tag = day.streams.hashtag.subscribe({ tag: "crust" });
    const user = day.streams.user.subscribe();
    const waiting = [next(tag, "update"), next(user, "notification"), next(user, "filters_changed")];
    // The library does not tell when it is connected: what happens is repeated until it was seen.
    const seen = Promise.all(waiting).then((told) => (day.told = told));
    while (!day.told) {
        await bo.v1.statuses.create({ status: "@ada the #crust" });
        const { id } = await ada.v2.filters.create({ title: "passing", context: ["home"] });
        await ada.v2.filters.$select(id).remove();
        await Promise.race([seen, new Promise((done) => setTimeout(done, 200))]);
    }
    const [update, notification] = day.told;
    same([update.stream, update.payload.account.id], [["hashtag", "crust"], day.bo.id]);
    same([notification.payload.type, notification.payload.account.id], ["mention", day.bo.id]);
    day.streams.close();
});

step("notifications", async () => {
    await ada.v1.notifications.clear();
    await bo.v1.statuses.$select(day.post.id).favourite();
    await bo.v1.accounts.$select(day.ada.id).follow();
    const told = await ada.v2.notifications.list({ groupedTypes: ["favourite", "reblog", "follow"] });
    same(told.notificationGroups.map((group) => group.type), ["follow", "favourite"]);
    same(told.accounts.map((account) => account.id), [day.bo.id]);
    same((await ada.v2.notifications.unreadCount.fetch()).count, 2);
    await ada.v2.notifications.$select(told.notificationGroups[0].groupKey).dismiss();
    const policy = await ada.v2.notifications.policy.update({ forNotFollowing: "filter" });
    same([policy.forNotFollowing, policy.forPrivateMentions], ["filter", "filter"]);
    await bo.v1.statuses.create({ status: "@ada again" });
    const [request] = await ada.v1.notifications.requests.list();
    same(request.account.id, day.bo.id);
    await ada.v1.notifications.requests.$select(request.id).accept();
});

step("quotes", async () => {
    const quote = await bo.v1.statuses.create({ status: "This", quotedStatusId: day.post.id });
    same([quote.quote.state, quote.quote.quotedStatus.id], ["accepted", day.post.id]);
    same((await ada.v1.statuses.$select(day.post.id).quotes.list()).map((post) => post.id), [quote.id]);
    const without = await ada.v1.statuses.$select(day.post.id).quotes.$select(quote.id).revoke();
    same(without.quote.state, "revoked");
    await ada.v1.statuses.$select(day.post.id).interactionPolicy.update({ quoteApprovalPolicy: "nobody" });
    await refused(bo.v1.statuses.create({ status: "That", quotedStatusId: day.post.id }), 422);
});

step("filters", async () => {
    const words = [{ keyword: "rye", wholeWord: true }, { keyword: "spelt" }];
    const filter = await ada.v2.filters.create({ title: "flour", context: ["home"], filterAction: "blur", keywordsAttributes: words });
    const gone = { id: filter.keywords[0].id, _destroy: true };
    const less = await ada.v2.filters.$select(filter.id).update({ keywordsAttributes: [gone] });
    same([less.filterAction, less.keywords.map((word) => word.keyword)], ["blur", ["spelt"]]);
    await ada.v2.filters.$select(filter.id).remove();
});

step("people", async () => {
    const relations = await ada.v1.accounts.relationships.fetch({ id: [day.bo.id, day.ada.id], withSuspended: true });
    same(relations.map((relation) => relation.followedBy), [true, false]);
    const list = await ada.v1.lists.create({ title: "Bakers", repliesPolicy: "none", exclusive: true });
    await ada.v1.accounts.$select(day.bo.id).follow({ notify: true, languages: ["en"] });
    await ada.v1.lists.$select(list.id).accounts.create({ accountIds: [day.bo.id] });
    same((await ada.v1.lists.$select(list.id).accounts.list()).map((account) => account.id), [day.bo.id]);
    truth((await ada.v1.timelines.list.$select(list.id).list()).length > 4, "the list shows posts");
    await ada.v1.lists.$select(list.id).accounts.remove({ accountIds: [day.bo.id] });
    const muted = await ada.v1.accounts.$select(day.bo.id).mute({ notifications: false, duration: 60 });
    same([muted.muting, muted.mutingNotifications], [true, false]);
    same((await ada.v2.search.list({ q: day.bo.url, resolve: true })).accounts[0].id, day.bo.id);
});

try {
    for (const [name, does] of steps) {
        await does();
        tell(`ok ${name}`);
    }
    tell("done");
} catch (error) {
    tell(`failed: ${error.stack ?? error}`);
    tell("done");
}
