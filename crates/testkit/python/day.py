"""A day on the server, lived through the real Mastodon.py.

    python day.py http://127.0.0.1:4000 ada@example.test PASSWORD berta@example.test PASSWORD

The two accounts must exist and know nothing of each other yet. Each step prints `ok NAME`; the
first that fails shows why and ends the script with status 1.
"""

import argparse
import base64
import hashlib
import secrets
import struct
import sys
import threading
import time
import traceback
import zlib
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, urlparse

import requests
from mastodon import Mastodon, StreamListener
from mastodon.errors import MastodonNotFoundError

# The helper beside this script is not worth a cache folder in the tree.
sys.dont_write_bytecode = True
from browser import OUT_OF_BAND, authorize  # noqa: E402

SCOPES = ["read", "write", "follow", "push"]
REDIRECT = "http://127.0.0.1:9/done"
PATIENCE = 20

STEPS = []


def step(function):
    """Registers a step; they run in the order they are written."""
    STEPS.append(function)
    return function


class Day:
    """The server, the two people, and what they have made so far."""

    def __init__(self, arguments):
        self.base = arguments.base_url.rstrip("/")
        self.logins = [(arguments.email, arguments.password), (arguments.other_email, arguments.other_password)]
        self.ada = self.berta = None


def eventually(what, ask):
    """Asks until the answer is true, and returns it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = ask()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE} s in vain for {what}")


def ids(things):
    return [str(thing.id) for thing in things]


def png(side=64):
    """A small square picture."""
    def row(y):
        return b"\0" + b"".join(bytes((x * 4 % 256, y * 4 % 256, 120)) for x in range(side))

    rows = b"".join(map(row, range(side)))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@step
def log_in_with_pkce(day):
    """An authorization code with PKCE, which Mastodon.py does not speak itself."""
    client_id, client_secret = Mastodon.create_app(
        "A day", scopes=SCOPES, redirect_uris=[OUT_OF_BAND, REDIRECT], website="https://day.example", api_base_url=day.base)
    day.app = (client_id, client_secret)
    app = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=day.base)
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    url = app.auth_request_url(redirect_uris=REDIRECT, scopes=SCOPES, state="a state", allow_http=True)
    url += f"&code_challenge={challenge}&code_challenge_method=S256"
    assert parse_qs(urlparse(url).query)["client_id"] == [client_id]
    answer = authorize(url, *day.logins[0], redirect_uri=REDIRECT)
    assert answer["state"] == "a state", answer
    form = {"grant_type": "authorization_code", "code": answer["code"], "redirect_uri": REDIRECT,
            "client_id": client_id, "client_secret": client_secret}
    endpoint = app.oauth_authorization_server_info()["token_endpoint"]
    refused = requests.post(endpoint, data={**form, "code_verifier": "x" * 48})
    assert refused.status_code == 400, f"a wrong verifier was answered {refused.status_code}"
    # A code is good for one attempt only, so a second is fetched.
    form["code"] = authorize(url, *day.logins[0], redirect_uri=REDIRECT)["code"]
    granted = requests.post(endpoint, data={**form, "code_verifier": verifier})
    assert granted.status_code == 200, granted.text
    day.ada = Mastodon(access_token=granted.json()["access_token"], api_base_url=day.base,
                       client_id=client_id, client_secret=client_secret, version_check_mode="created")


@step
def log_in_out_of_band(day):
    client_id, client_secret = day.app
    day.berta = Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=day.base)
    url = day.berta.auth_request_url(scopes=SCOPES, allow_http=True)
    code = authorize(url, *day.logins[1])["code"]
    day.berta.log_in(code=code, scopes=SCOPES, allow_http=True)
    assert day.berta.app_verify_credentials().name == "A day"


@step
def who_am_i(day):
    day.ada_account, day.berta_account = day.ada.me(), day.berta.me()
    assert day.ada_account.username != day.berta_account.username
    assert day.ada.account_lookup(day.berta_account.acct).id == day.berta_account.id


@step
def instance_info(day):
    instance = day.ada.instance_v2()
    assert instance.configuration.statuses.max_characters >= 500 and instance.api_versions.mastodon >= 2
    assert day.ada.instance_v1().stats.user_count >= 2
    assert day.ada.instance_nodeinfo().software.name == "braise"
    day.ada.custom_emojis(), day.ada.announcements(), day.ada.instance_rules()


@step
def preferences(day):
    assert day.ada.preferences()["posting:default:visibility"] == "public"


@step
def profile(day):
    account = day.ada.account_update_credentials(
        display_name="Ada of the Quay", note="Keeps a lamp.", avatar=png(), avatar_mime_type="image/png",
        fields=[("Boat", "half of one")], default_language="en", discoverable=True, indexable=True)
    assert account.display_name == "Ada of the Quay" and account.fields[0].name == "Boat"
    assert requests.get(account.avatar).status_code == 200
    day.berta.account_update_credentials(indexable=True, discoverable=True)


@step
def follow(day):
    assert day.berta.account_follow(day.ada_account).following
    assert day.ada.account_follow(day.berta_account, notify=True).following
    relationship = day.ada.account_relationships(day.berta_account)[0]
    assert relationship.followed_by and relationship.notifying
    assert str(day.berta_account.id) in ids(day.ada.account_following(day.ada_account))
    assert str(day.berta_account.id) in ids(day.ada.account_followers(day.ada_account))


@step
def post(day):
    day.post = day.ada.status_post("A comet over the harbour, with #kindling", language="en", visibility="public")
    assert day.post.language == "en" and day.post.tags[0].name.lower() == "kindling"
    assert str(day.post.id) in ids(day.ada.timeline_home())
    eventually("the post at the follower's home", lambda: str(day.post.id) in ids(day.berta.timeline_home()))
    for timeline in (day.berta.timeline_local(), day.berta.timeline_public(), day.berta.timeline_hashtag("kindling")):
        assert str(day.post.id) in ids(timeline)


@step
def post_with_media(day):
    media = day.ada.media_post(png(), "image/png", description="A gradient", focus=(0.25, -0.5), synchronous=True)
    assert media.description == "A gradient" and media.blurhash
    changed = day.ada.media_update(media, description="A quiet gradient")
    assert changed.description == "A quiet gradient"
    status = day.ada.status_post("With a picture", media_ids=[media], sensitive=True, spoiler_text="a picture")
    shown = status.media_attachments[0]
    assert status.sensitive and status.spoiler_text == "a picture" and shown.description == "A quiet gradient"
    assert abs(shown.meta.focus.x - 0.25) < 0.01 and abs(shown.meta.focus.y + 0.5) < 0.01
    assert requests.get(shown.url).headers["content-type"].startswith("image/")


@step
def poll_and_vote(day):
    poll = day.ada.make_poll(["rye", "walnut", "seaweed"], expires_in=3600, multiple=False)
    status = day.ada.status_post("Which one for Sunday?", poll=poll)
    voted = day.berta.poll_vote(status.poll, [1])
    assert voted.voted and voted.own_votes == [1] and voted.votes_count == 1
    assert day.ada.poll(status.poll).options[1].votes_count == 1


@step
def quote(day):
    quoting = day.berta.status_post("For everyone who missed this", quoted_status_id=day.post)
    assert quoting.quote.state == "accepted" and str(quoting.quote.quoted_status.id) == str(day.post.id)
    eventually("the quote among the quotes", lambda: str(quoting.id) in ids(day.ada.status_quotes(day.post)))
    revoked = day.ada.status_quote_revoke(day.post, quoting)
    assert revoked.quote.state == "revoked", revoked.quote


@step
def reply_and_context(day):
    day.reply = day.berta.status_reply(day.post, "I saw it too")
    answer = day.ada.status_reply(day.reply, "At five in the morning")
    context = day.ada.status_context(day.reply)
    assert ids(context.ancestors) == [str(day.post.id)] and ids(context.descendants) == [str(answer.id)]
    assert day.reply.mentions[0].acct == day.ada_account.acct


@step
def edit(day):
    edited = day.ada.status_update(day.post, "A comet over the harbour, seen twice, with #kindling")
    assert edited.edited_at and "twice" in edited.content
    assert len(day.ada.status_history(day.post)) == 2
    assert day.ada.status_source(day.post).text.startswith("A comet over the harbour, seen twice")


@step
def react(day):
    assert day.berta.status_favourite(day.post).favourited
    assert day.berta.status_bookmark(day.post).bookmarked
    assert str(day.berta.status_reblog(day.post).reblog.id) == str(day.post.id)
    assert str(day.post.id) in ids(day.berta.favourites()) and str(day.post.id) in ids(day.berta.bookmarks())
    assert ids(day.ada.status_favourited_by(day.post)) == ids(day.ada.status_reblogged_by(day.post)) == [str(day.berta_account.id)]
    assert not day.berta.status_unbookmark(day.post).bookmarked
    assert day.ada.status_pin(day.post).pinned
    assert ids(day.ada.account_statuses(day.ada_account, pinned=True)) == [str(day.post.id)]


@step
def schedule(day):
    later = datetime.now(timezone.utc) + timedelta(hours=2)
    scheduled = day.ada.status_post("Not yet", scheduled_at=later)
    assert ids(day.ada.scheduled_statuses()) == [str(scheduled.id)]
    moved = day.ada.scheduled_status_update(scheduled, later + timedelta(hours=1))
    assert moved.scheduled_at > scheduled.scheduled_at
    assert day.ada.scheduled_status(scheduled).params.text == "Not yet"
    day.ada.scheduled_status_delete(scheduled)
    assert ids(day.ada.scheduled_statuses()) == []


@step
def idempotency(day):
    first = day.ada.status_post("Said once", idempotency_key="a key of the day")
    assert day.ada.status_post("Said once", idempotency_key="a key of the day").id == first.id


@step
def list_of_people(day):
    made = day.ada.list_create("Quiet people", replies_policy="followed")
    day.ada.list_accounts_add(made, [day.berta_account])
    assert ids(day.ada.list_accounts(made)) == [str(day.berta_account.id)] == ids(day.ada.list_accounts(made))
    status = day.berta.status_post("For the quiet list")
    eventually("the post on the list", lambda: str(status.id) in ids(day.ada.timeline_list(made)))
    assert day.ada.list_update(made, "Quieter people").title == "Quieter people"
    assert ids(day.ada.account_lists(day.berta_account)) == [str(made.id)]
    day.ada.list_accounts_delete(made, [day.berta_account])
    day.ada.list_delete(made)
    assert ids(day.ada.lists()) == []


@step
def filter_words(day):
    made = day.ada.create_filter_v2("No drizzle", ["home", "public"], "warn",
                                    keywords_attributes=[{"keyword": "drizzle", "whole_word": True}])
    assert made.keywords[0].keyword == "drizzle" and ids(day.ada.filters_v2()) == [str(made.id)]
    status = day.berta.status_post("Nothing but drizzle today")
    seen = eventually("the filtered post", lambda: next((s for s in day.ada.timeline_home() if s.id == status.id), None))
    assert seen.filtered[0].filter.title == "No drizzle" and seen.filtered[0].keyword_matches == ["drizzle"]
    day.ada.delete_filter_v2(made)


@step
def search(day):
    eventually("the post in search", lambda: str(day.post.id) in ids(day.ada.search("comet harbour", result_type="statuses").statuses))
    eventually("the tag in search", lambda: any(t.name.lower() == "kindling" for t in day.ada.search("kindling", result_type="hashtags").hashtags))
    name = day.berta_account.username
    assert str(day.berta_account.id) in ids(day.ada.search(name, result_type="accounts").accounts)
    assert str(day.berta_account.id) in ids(day.ada.account_search(name))


@step
def notifications(day):
    kinds = {n.type for n in eventually("notifications", lambda: day.ada.notifications())}
    assert {"follow", "mention", "favourite", "reblog", "quote"} <= kinds, kinds
    only = day.ada.notifications(types=["favourite"])
    assert {n.type for n in only} == {"favourite"}
    groups = day.ada.grouped_notifications()
    group = next(g for g in groups.notification_groups if g.type == "favourite")
    assert str(group.sample_account_ids[0]) == str(day.berta_account.id)
    assert ids(day.ada.grouped_notification_accounts(group.group_key)) == [str(day.berta_account.id)]
    assert day.ada.notifications_unread_count().count > 0
    assert day.ada.notifications_policy().for_not_following == "accept"
    day.ada.notifications_dismiss(only[0])
    assert ids(day.ada.notifications(types=["favourite"])) == []


@step
def markers(day):
    day.ada.markers_set(["home"], [day.post])
    assert str(day.ada.markers_get(["home"])["home"].last_read_id) == str(day.post.id)


@step
def conversations(day):
    letter = day.ada.status_post(f"@{day.berta_account.acct} the key is under the blue pot", visibility="direct")
    found = eventually("the conversation", lambda: day.berta.conversations())
    assert found[0].unread and str(found[0].last_status.id) == str(letter.id)
    assert not day.berta.conversations_read(found[0]).unread


@step
def follow_a_tag(day):
    assert day.berta.tag_follow("kindling").following
    assert [tag.name.lower() for tag in day.berta.followed_tags()] == ["kindling"]
    assert not day.berta.tag_unfollow("kindling").following


@step
def pages(day):
    for number in range(7):
        day.ada.status_post(f"Page {number}")
    first = day.ada.account_statuses(day.ada_account, limit=3)
    second = day.ada.fetch_next(first)
    assert len(first) == len(second) == 3 and not set(ids(first)) & set(ids(second))
    assert ids(day.ada.fetch_previous(second)) == ids(first)
    home = day.ada.timeline_home(limit=2)
    assert len(ids(home + day.ada.fetch_next(home))) == 4
    everything = day.ada.fetch_remaining(day.ada.account_statuses(day.ada_account, limit=5))
    assert len(ids(everything)) == len(set(ids(everything))) > 10


class Heard(StreamListener):
    """Remembers what came."""

    def __init__(self):
        self.updates, self.notifications, self.aborted = [], [], threading.Event()

    def on_update(self, status):
        self.updates.append(str(status.id))

    def on_notification(self, notification):
        self.notifications.append(notification.type)

    def on_abort(self, err):
        self.aborted.set()


@step
def stream(day):
    assert day.ada.stream_healthy()
    heard = Heard()
    handle = day.ada.stream_user(heard, run_async=True)
    try:
        eventually("the stream to open", handle.is_receiving)
        # The connection may be accepted a moment before it is subscribed: say something until it is heard.
        own = eventually("an update", lambda: (status := day.ada.status_post(f"Heard {time.monotonic()}")) and
                         _within(1, lambda: str(status.id) in heard.updates))
        assert own
        day.berta.status_favourite(day.ada.status_post("Like me"))
        eventually("a notification", lambda: "favourite" in heard.notifications)
        assert not heard.aborted.is_set()
    finally:
        handle.close()


def _within(seconds, ask):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ask():
            return True
        time.sleep(0.02)
    return False


@step
def mute_and_block(day):
    assert day.ada.account_mute(day.berta_account, notifications=True, duration=3600).muting
    assert ids(day.ada.mutes()) == [str(day.berta_account.id)]
    unseen = day.berta.status_post("Muted words")
    assert str(unseen.id) not in ids(day.ada.timeline_home())
    assert not day.ada.account_unmute(day.berta_account).muting
    assert day.ada.account_block(day.berta_account).blocking
    assert ids(day.ada.blocks()) == [str(day.berta_account.id)]
    assert not day.berta.account_relationships(day.ada_account)[0].following
    assert not day.ada.account_unblock(day.berta_account).blocking
    assert not day.ada.account_unfollow(day.berta_account).following


@step
def delete(day):
    gone = day.ada.status_post("A slip")
    assert day.ada.status_delete(gone).text == "A slip"
    try:
        day.ada.status(gone)
    except MastodonNotFoundError:
        return
    raise AssertionError("the deleted post is still there")


@step
def log_out(day):
    day.berta.revoke_access_token(allow_http=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("base_url", "email", "password", "other_email", "other_password"):
        parser.add_argument(name)
    day = Day(parser.parse_args())
    for function in STEPS:
        try:
            function(day)
        except Exception:  # whatever it is, it is the answer to "did it work"
            print(f"failed {function.__name__}", flush=True)
            traceback.print_exc()
            return 1
        print(f"ok {function.__name__}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
