# Settings

set-title = Settings
set-profile = Profile
set-profile-means = Your name, your pictures, and what you say of yourself
set-posting = Posting
set-posting-means = Who sees new posts, in which language, who may quote them
set-appearance = Appearance
set-appearance-means = Light or dark, and the language of these pages
set-notifications = Notifications
set-notifications-means = Whose notifications reach you, wait, or never come
set-filters = Filters
set-filters-means = Words you would rather not meet
set-hidden = Muted and blocked
set-hidden-means = People and servers you keep away
set-requests = Follow requests
set-requests-means = Who asks to follow you
set-account = Account
set-account-means = Your address and your password
set-sessions = Browsers and apps
set-sessions-means = Where you are logged in, and how to end it
set-export = Take it with you
set-export-means = Your posts, follows and lists as files
told-password = Your password is changed. All other browsers and apps are logged out.
told-ended = Its access has ended.
told-removed = Removed.

# Profile
profile-name = Name shown
profile-note = About you
profile-note-hint = Up to 500 characters. Links, @names and #tags work.
profile-avatar = Change picture
profile-avatar-hint = Shown square, 400 by 400 pixels. PNG, JPEG, GIF or WebP, up to 8 MB.
profile-header = Change wide picture
profile-header-hint = Shown 1500 by 500 pixels at the top of your page. Up to 8 MB.
profile-choose = New picture
profile-remove = Remove it
profile-fields = Fields
profile-fields-hint = Up to four lines beside your name: a page, a place, anything in two words.
profile-fields-link = A page of yours that links back is marked as checked. Put this on it:
profile-field-name = Name of field { $shown }
profile-field-value = Content of field { $shown }
profile-field-example = Web page
profile-others = How others find and follow you
profile-locked = Ask me before somebody follows
profile-locked-means = Each new follower waits until you say yes.
profile-discoverable = Suggest me to others
profile-discoverable-means = You appear in suggestions and in the directory.
profile-indexable = Let my public posts be found
profile-indexable-means = Search here and search engines may find them by their words.
profile-hide = Hide whom I follow and who follows me
profile-hide-means = Only you see the two lists and their counts.
profile-bot = This account is automated
profile-bot-means = It is marked as such beside its name.
profile-name-long = A name has at most { $shown } characters. Shorten it and save again.
profile-note-long = The text about you has at most { $shown } characters. Shorten it and save again.
profile-many-fields = A profile has at most { $shown } fields.
profile-field-long = Names and contents of fields have at most { $shown } characters.
profile-bad-picture = That picture cannot be used. It must be PNG, JPEG, GIF or WebP, up to { $shown } MB. Choose another one.

# Posting
posting-lead = New posts begin like this. You can always choose otherwise while writing.
posting-reach = Who sees them
posting-quotes = Who may quote them
quote-everyone = Everyone who sees them
quote-followers = Followers
quote-nobody = Nobody but you
posting-language-page = None in particular
posting-reached = Say under my posts how many people they are likely to reach
posting-reached-means = Only you see it, on the page of a public post in its first week.
posting-reached-all = Say it to others, too
posting-reached-all-means = Of accounts with { $count } followers and more everybody is told; of smaller ones only if you say so.
posting-sensitive = Cover my media
posting-sensitive-means = Pictures and films are shown only after a press.

# Appearance
appearance-light = Light
light-system = As this device has it
light-light = Light
light-dark = Dark
appearance-light-hint = Kept in this browser only.
appearance-language = Language of these pages

# Account
account-handle = You are
account-password = Change password
password-present = Present password
password-new = New password
password-means = Every other browser and app is logged out.
password-not-yours = That is not your present password. Check it and try again.

# Sessions
sessions-lead = If you do not know one of these, end its access and change your password.
sessions-browsers = Browsers
sessions-apps = Apps
sessions-no-apps = No app has access to your account. To use one, open it and give it the address of this server.
sessions-since = since { $when }
sessions-this = this one
sessions-end = End
sessions-end-named = End the access of { $name }
session-unknown = A browser

# Notifications
policy-lead = Notifications that wait are gathered as requests beside your notifications. Those you do not want never come.
policy-not-following = People you do not follow
policy-not-following-means = Until you follow them or let them through
policy-not-followers = People who do not follow you
policy-not-followers-means = Or only since three days
policy-new = New accounts
policy-new-means = Made within the last thirty days
policy-private = Private words you did not ask for
policy-private-means = Unless they answer you or you follow them
policy-limited = Accounts the moderators limited
policy-limited-means = Because others had trouble with them
policy-accept = Let through
policy-filter = Let wait
policy-drop = Not wanted

# Notifications on a device
push-title = On this device
push-means = They appear even when no page is open, encrypted on their way. Logging out here ends it.
push-no-scripts = This needs scripts. Let them run in your browser to turn it on; everything else here works without.
push-unable = This browser cannot show notifications of web pages. On an iPhone or iPad, add this page to the home screen first and open it from there.
push-refused = Your browser does not let this site show notifications. Allow it in the browser’s settings, then try again.
push-failed = Your browser could not set this up. Try again in a moment.
push-turn-on = Turn on here
push-turn-off = Turn off here
push-what = What you are told of
push-whose = From whom
push-all = Everybody
push-followed = People you follow
push-follower = People who follow you
push-mention = Mentions and answers
push-quote = Quotes
push-follow = New followers
push-follow-request = Requests to follow you
push-like = Likes
push-repost = Reposts
push-poll = Polls that have ended
push-post = Posts you asked to be told of
push-edit = Edits of posts you reposted
push-quoted-edit = Edits of posts you quoted
push-forecast-up = Forecasts you follow that rise
push-forecast-down = Forecasts you follow that fall
push-forecast-peaked = Forecasts you follow whose peak is past
push-sign-up = People who join
push-report = Reports

# Filters
filters-lead = A filter covers or hides posts with certain words. Your own posts are never filtered.
filters-empty = You have no filters yet. Make one when a topic is too much for you.
filter-new = New filter
filter-edit = Change filter
filter-title = Name
filter-words = Words
filter-words-hint = One word or phrase a line, capitals do not matter. Empty a line to take it out; save for more lines.
filter-word = Word or phrase
filter-whole = whole words only
filter-action = When a post has one of them
filter-warn = Covers
filter-hide = Hides
filter-blur = Covers media
filter-warn-means = Cover it and say why
filter-hide-means = Leave it out altogether
filter-blur-means = Cover its media
filter-places = Where
filter-home = Home and lists
filter-notifications = Notifications
filter-public = Public timelines
filter-thread = Threads
filter-account = Profiles
filter-lasting = For how long
filter-for-good = for good
filter-half-hour = half an hour
filter-until = until { $day }, as before
filter-ended = ended
filter-no-title = Give the filter a name, so that you know it again.
filter-nowhere = Choose at least one place where the filter acts.
filter-wrong = This filter cannot be saved as it is. A word may be too long, or there are too many.
filter-delete = Delete filter
filter-delete-means = What it covered and hid is shown again.

# Muted and blocked
hidden-muted = Muted
hidden-blocked = Blocked
hidden-servers = Servers
hidden-muted-means = You do not see their posts. They are not told.
hidden-muted-none = You mute nobody. Muting is in the menu below each post.
hidden-unmute = Unmute
hidden-unmute-named = Unmute { $name }
hidden-blocked-means = Neither of you sees the other.
hidden-blocked-none = You block nobody. Blocking is in the menu below each post.
hidden-unblock = Unblock
hidden-unblock-named = Unblock { $name }
hidden-servers-means = Nothing from these servers reaches you.
hidden-servers-none = You block no servers.
server-block-label = Block a server
server-block-means = Its people are hidden from you, and follows between you and them end.
server-wrong = That is not the name of a server. It looks like example.org.

# Follow requests
requests-lead = They see your posts for followers once you accept.
requests-none = Nobody is waiting.
requests-locked = Who wants to follow you appears here first.
requests-open = Everybody may follow you at once. If you want to be asked first, say so in your profile.
requests-to-profile = To your profile
requests-accept = Accept
requests-accept-named = Accept { $name }
requests-reject = Reject
requests-reject-named = Reject { $name }

# Lists
lists-none = You have no lists yet. A list is a timeline of its own, with the people you put in it.
list-new = New list
list-create = Make list
list-change = Edit
list-change-named = Edit { $name }
list-title = Name
list-replies = Which replies it shows
list-replies-list = to people in the list
list-replies-followed = to anybody you follow
list-replies-none = none
list-exclusive = Keep these people out of home
list-exclusive-means = Their posts appear in the list only.
list-no-title = Give the list a name.
list-title-long = That name is too long. At most 255 characters fit.
list-too-many = You cannot have more lists. Delete one first.
list-read = Read this list
list-people = Who is in it
list-with = Lists with { $name }
list-with-none = Make a list first: a timeline of its own, with the people you put in it.
list-with-full = “{ $name }” is full. Remove somebody from it first. The other lists are saved.
list-own = Your lists
list-add-label = Add somebody
list-add = Add
list-remove = Remove
list-remove-named = Remove { $name } from the list
list-nobody = Nobody of that name is known here. Check it, or search for them first.
list-already = They are in the list already.
list-full = The list is full. Remove somebody first.
list-empty = Nobody yet. Add people by their name above.
list-settings = How it is shown
list-delete = Delete list
list-delete-means = The people in it stay as they are; only the list goes.

# Reports
report-title = Report { $name }
report-lead = Only the moderators read this. The person is not told who reported them.
report-what = What is it about?
report-spam = Spam: advertising, fakes, the same over and over
report-violation = It breaks what members agreed on
report-legal = It is against the law
report-other = Something else
report-rules = Which rules does it break?
report-comment = What should we know?
report-comment-hint = A sentence or two are enough, up to 1,000 characters.
report-forward = Tell their server too
report-forward-means = It gets the report without your name.
report-send = Send report
report-no-category = Choose what it is about.
report-wrong = This report could not be taken. Shorten what you wrote and try again.

# Export
export-lead = Files other servers of this kind can read, and a copy of all you wrote. They are made as you download them.
export-archive = Everything
export-archive-means = Posts with pictures and films, follows, lists and all the rest in one ZIP file, with pages to read it without a network. Braise and Mastodon know the format.
export-posts = Posts
export-posts-means = All you posted and reposted, newest first (ActivityStreams)
export-following = Follows
export-following-means = Whom you follow and how (CSV)
export-lists = Lists
export-lists-means = Your lists and who is in them (CSV)
export-muted = Muted people
export-muted-means = Whom you mute (CSV)
export-blocked = Blocked people
export-blocked-means = Whom you block (CSV)
export-domains = Blocked servers
export-domains-means = Servers you block (CSV)
export-bookmarks = Bookmarks
export-bookmarks-means = Addresses of posts you kept (CSV)
export-download = Download
export-download-named = Download { $file }

## Leaving for good
erase-title = Delete the account
erase-lead = Everything you wrote here and everything kept about you is erased, for good.
erase-go = See what goes and what stays
erase-means = Your profile, posts, pictures, messages, drafts, lists and settings go at once from every page and app, and within minutes from every file of this server: database, log, search and pictures. Nobody can bring them back.
erase-stays = What others wrote stays theirs, also where it answers or names you. Your name here is not given to anybody else; only a keyed hash of it is kept for that. Copies that other people made, and backups of this server until they are replaced, are out of its reach.
erase-export-first = Take everything along first
erase-sure = I know that this cannot be undone
erase-not-sure = Tick the box if you are sure.
erase-now = Erase everything
erase-last-admin = You are the last administrator. Make somebody else one first.
erasing-title = Your account is being erased
erased-title = Your account is erased
erased-under-way = It is gone from all pages already. The files follow within minutes; load this page again to see the receipt complete.
erased-done = Nothing of it is left in the files of this server. This is the receipt.
erased-number = Receipt
erased-asked = Asked for
erased-at = Done
erased-posts = Posts and reposts
erased-files = Pictures, films, sounds
erased-rows = Other entries
erased-events = Lines of the log
erased-keep = Keep the address of this page if you want to prove it; nothing on it says who you were.
# Import
set-import = Arrive with your history
set-import-means = Posts, pictures and follows from another network
import-lead = Ask X, Instagram, Threads, Facebook, Mastodon or Bluesky for your archive, and bring it here as it is. Old posts keep their dates. Nobody is notified of them, and nobody named in them is linked.
import-reach = Who sees what was open to everybody
import-reach-unlisted = Everybody who comes to your profile
import-reach-public = Everybody, search and tags included
import-reach-followers = Your followers
import-reach-self = Only you
import-reach-hint = Nothing reaches more people than it did. Facebook does not say who could read a post; what comes from there goes to your followers at most.
import-keep-private = Bring what was not for everybody
import-keep-private-means = What was for followers or friends goes to your followers here; what was for a few people stays with you alone.
import-file = Your archive
import-file-hint = { $count ->
    [one] A ZIP file as the network gives it to you, a CAR repository or a CSV table, up to { $shown } GB. Larger ones can be brought on the command line by whoever runs this server.
   *[other] A ZIP file as the network gives it to you, a CAR repository or a CSV table, up to { $shown } GB. Larger ones can be brought on the command line by whoever runs this server.
}
import-send = Bring it
import-no-file = Choose a file first.
import-one-at-a-time = An archive of yours is being read. The next one can follow it.
import-under-way = Your archive is being read. You can leave this page; it goes on.
import-look-again = Look again
import-before = Brought so far
import-waiting = Waiting
import-running = Being read
import-done = Done
import-failed = It could not be read to the end
import-posts = { $count ->
    [one] { $shown } post
   *[other] { $shown } posts
}
import-known = { $count ->
    [one] { $shown } post was here already
   *[other] { $shown } posts were here already
}
import-media = { $count ->
    [one] { $shown } picture, film or sound
   *[other] { $shown } pictures, films and sounds
}
import-follows = { $count ->
    [one] { $shown } person followed
   *[other] { $shown } people followed
}
import-remembered = { $count ->
    [one] { $shown } person remembered who is not known here yet
   *[other] { $shown } people remembered who are not known here yet
}
import-blocks = { $count ->
    [one] { $shown } person blocked
   *[other] { $shown } people blocked
}
import-mutes = { $count ->
    [one] { $shown } person muted
   *[other] { $shown } people muted
}
import-domains = { $count ->
    [one] { $shown } server blocked
   *[other] { $shown } servers blocked
}
import-listed = { $count ->
    [one] { $shown } person put into a list
   *[other] { $shown } people put into lists
}
import-bookmarks = { $count ->
    [one] { $shown } bookmark
   *[other] { $shown } bookmarks
}
import-likes = { $count ->
    [one] { $shown } like
   *[other] { $shown } likes
}
import-private = { $count ->
    [one] { $shown } post left out that was not for everybody
   *[other] { $shown } posts left out that were not for everybody
}
import-filters = { $count ->
    [one] { $shown } filter
   *[other] { $shown } filters
}
import-feeds = { $count ->
    [one] { $shown } feed
   *[other] { $shown } feeds
}
import-packs = { $count ->
    [one] { $shown } starter pack
   *[other] { $shown } starter packs
}
import-reposts = { $count ->
    [one] { $shown } post that was passed on
   *[other] { $shown } posts that were passed on
}
import-kept = { $count ->
    [one] { $shown } address of a post kept, to go along when you leave
   *[other] { $shown } addresses of posts kept, to go along when you leave
}
import-left-out = { $count ->
    [one] { $shown } thing left out that was not yours to bring or has no place here
   *[other] { $shown } things left out that were not yours to bring or have no place here
}
import-not-here = { $count ->
    [one] { $shown } kept or liked post is not known here
   *[other] { $shown } kept or liked posts are not known here
}
import-not-understood = { $count ->
    [one] { $shown } thing was not understood
   *[other] { $shown } things were not understood
}
import-why-no-date = it has no date
import-why-date = its date cannot be read
import-why-no-address = a name or an address in it is none
import-why-not-there = it is not in the file
import-why-no-file = the file of a picture or film is not in the archive
import-why-no-post = it names no post
import-why-nobody = it names nobody
import-why-damaged = it is damaged
import-why-long = the table is too long; its end was left out
import-why-no-name = the list has no name
import-why-no-server = it is no server
import-met = People you knew elsewhere
import-met-means = They say on their profile that they are the ones you followed there. Follow them if you believe it.
import-met-checked = checked
import-follow = Follow
import-follow-named = Follow { $name }

# What was reported, for moderators
reports-title = Reports
reports-lead = What members reported, the newest first. Only moderators see this page.
reports-none = Nothing was reported yet.
reports-gone = Somebody who is not here any more
reports-spam = Spam
reports-violation = Breaks a rule
reports-legal = Against the law
reports-other = Something else
reports-by = reported by { $name }
reports-rule = Rule:
reports-older = Older reports
reports-hint-means = Posts that everybody may read were shown to the moderation of a model’s provider. What it says is a machine’s guess by rules of its own: it knows neither your rules nor what was meant, it is often wrong about irony, quotes and rare languages, and nothing follows from it. You decide.
reports-hint-objects = { $provider } would object.
reports-hint-fine = { $provider } would not object.
reports-unseen = { $count ->
    [one] One post is gone, or not for you to read.
   *[other] { $count } posts are gone, or not for you to read.
}
