# The words around and on the open pages. Every message stands in texts/fr too.

# Around every page
skip = Skip to the content
nav-main = Main
nav-pages = Pages
nav-menu = You: profile, lists, settings
nav-own-profile = Your profile
nav-profile = Posts of this profile
log-in = Log in
log-out = Log out
join = Create an account
join-short = Join
to-home = To the first page
older = Older posts
newest = Back to the newest

# First page
welcome-description = A small network of people, on a server of their own.
point-order-title = Your feed, in order
point-order = What the people you follow post, newest first. Nothing is slipped in between, and nothing is hidden from you.
point-apps-title = Any Mastodon app
point-apps = Tusky, Ice Cubes, Phanpy and many more: enter this server’s address, log in, and you are home.
point-yours-title = Yours to keep
point-yours = No advertising and no tracking. You decide who sees each post, and your posts leave with you when you go.
latest = Latest public posts
latest-empty = Nobody has posted here yet. The first post is still to be written.

# About
about-title = About { $site }
about-members = Members
about-active = Active this month
about-posts = Posts
number = { $shown }
rules-title = What we agree on
rule-people = Write to people as you would across a table. Harassment, threats and contempt for who somebody is have no place here.
rule-consent = Ask before you publish what is not yours: private messages, pictures of others, where somebody lives.
rule-warn = Cover what others may not want to meet unprepared with a content warning, and describe your pictures.
rule-law = Post nothing illegal, and no spam. Say so when an account is automated.
about-join-title = Joining
about-open = Everybody may create an account.
about-approval = You can ask for an account. A moderator reads each request, usually within a few days.
about-closed = This server does not take new members at the moment.
contact-title = Contact
contact-none = The people who run this server have not left an address yet.
contact-account = Account
contact-mail = E-mail
about-software = { $domain } runs Braise, free software under the AGPL.

# Logging in and joining
sign-in-title = Log in
sign-in-already = You are logged in as { $name }.
sign-in-continue = Continue with this account
sign-in-new = New here?
sign-in-empty = Enter your name or e-mail address, and your password.
sign-in-wrong = Name or password is not right. Check both and try again.
sign-in-too-often = Too many tries went wrong. Wait ten minutes, then try again.
sign-in-pending = Your account is waiting for a moderator. You can log in once it has been let in.
sign-in-disabled = This account is suspended and cannot log in. Write to the people who run the server.
sign-up-title = Create an account
sign-up-lead = One minute, four fields. You can change everything but the name later.
sign-up-approval = A moderator reads each request before the account opens.
sign-up-known = Already a member?
field-login = Name or e-mail address
field-username = Name
field-email = E-mail address
field-password = Password
field-reason = Why would you like to join?
field-agree = I have read what members agree on, and I agree
read-rules = What we agree on
hint-username = Letters without accents, digits and underscores. Your address will be @name@{ $domain }.
hint-email = Nobody but you and the people who run the server sees it.
hint-password = At least 8 characters. A sentence is easier to remember than a riddle.
hint-reason = One or two sentences are enough. Only moderators read them.
field-username-blank = Choose a name.
field-username-taken = Somebody has this name already. Try another.
field-username-reserved = This name is kept for the server. Try another.
field-username-long = A name has at most { $count } characters.
field-username-wrong = Use letters without accents, digits and underscores only.
field-email-blank = Enter your e-mail address.
field-email-taken = There is an account with this address already. Log in instead.
field-email-wrong = This is not a whole e-mail address. It looks like name@example.org.
field-password-short = Use at least { $count } characters.
field-password-long = Use at most { $count } characters.
field-agreement = To join, agree to what members agree on.
field-reason-blank = Say in a sentence why you would like to join.
field-wrong = This cannot be used as it is. Change it and try again.
closed-title = No new members at the moment
closed = This server is not taking new members now. If somebody invited you, ask them, or write to the people who run it.
waiting-title = Your request has arrived
waiting = A moderator will read it. Once you are let in, log in with the name and password you have just chosen.

# Letting an app in
consent-title = Let { $app } in?
consent-lead = This app asks to use your account.
consent-website = See its website
consent-switch = Use another account
consent-wants = It will be able to
consent-approve = Authorize
consent-deny = Deny
consent-goes-to = Either way you will go back to { $place }.
consent-shows-code = You will get a code to copy into the app.
consent-password = The app never sees your password.
consent-no-app-title = This app is not known here
consent-no-app = The link that brought you names an app this server does not know. Start again in the app; if that does not help, tell whoever makes it.
consent-no-address-title = This link cannot be trusted
consent-no-address = The app asked to be answered at an address it has not registered, so nothing was sent. Start again in the app; if that does not help, tell whoever makes it.
consent-wrong-title = The app asked for something unknown
consent-wrong = Its request is not one this server understands, so nothing was allowed. Tell whoever makes the app.
consent-denied-title = The app was not let in
consent-denied = It has no access to your account. You can close this page.
want-profile = See your name, picture and profile
want-read-account = Read your account: profile, whom you follow, lists and filters
want-read-posts = Read posts, also those only you may see, and search
want-read-marks = See what you liked and bookmarked
want-read-notifications = Read your notifications
want-read-hidden = See whom you block and mute
want-write-posts = Publish, edit and delete posts and pictures in your name
want-write-marks = Like, bookmark and tidy up notifications for you
want-write-follows = Follow and unfollow people, and change your lists
want-write-hidden = Block, mute, filter and report for you
want-write-account = Change your profile and settings
want-push = Send you push notifications
want-admin-read = Read everything moderators see: accounts, addresses and reports
want-admin-write = Act as a moderator: suspend accounts, decide reports, block servers
code-title = Copy this code
code-lead = Paste it into the app that asked for it, and nowhere else.
code-minutes = It works once, for ten minutes.

# Posts
replies = { $count ->
    [one] { $shown } reply
   *[other] { $shown } replies
}
reposts = { $count ->
    [one] { $shown } repost
   *[other] { $shown } reposts
}
likes = { $count ->
    [one] { $shown } like
   *[other] { $shown } likes
}
reposted-by = { $name } reposted
answers = Reply to { $name }
automated = automated
edited = edited
edited-at = edited { $when }
made-post = Made with AI
made-post-means = Its author says that a model wrote this text, or most of it. Nobody has checked that, and a post without this mark is not proven to be a person’s.
made-file = Made with AI
made-file-of = { $shown }: made with AI
made-file-means = Whoever posted this says that a model made it. It may show what never was.
sensitive-media = Sensitive media. Show it
circle-local = This server only
circle-unlisted = Quiet public
circle-followers = Followers only
circle-direct = Only people mentioned
to-quoted = Open the quoted post
percent = { $shown } %
voters = { $count ->
    [one] { $shown } person voted
   *[other] { $shown } people voted
}
poll-ended = ended { $when }
poll-ends = ends { $when }
poll-hidden = results are shown at the end
post-title = { $name }: “WORDS”
thread-visitor = Visitors see public replies only. Log in to see the whole thread.

# Profiles and tags
posts = { $count ->
    [one] { $shown } post
   *[other] { $shown } posts
}
following = { $shown } following
followers = { $count ->
    [one] { $shown } follower
   *[other] { $shown } followers
}
joined = here since { $day }
locked = approves followers
verified = links back here, checked on { $day }
moved = This person has moved. The new account is
from-elsewhere = This profile lives on another server; only what has reached this one is shown.
original-profile = See the original
profile-posts = Posts
profile-replies = With replies
profile-media = Media
pinned = Pinned
profile-empty = There is nothing here yet.
profile-empty-visitor = There is nothing public here yet. Some posts may be for members or followers only.
tag-empty = No public post carries #{ $tag } yet. Use it in a post and this page begins.

# Moments
time-now = now
time-minutes = { $count } min
time-hours = { $count } h
time-days = { $count } d
time-day-and-clock = DAY, CLOCK UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

# What went wrong
error-missing-title = There is nothing here
error-missing = The page may never have existed, may have been deleted, or may be for others only. If you have an account, logging in may help.
error-gone-title = This profile is gone
error-gone = The account has been suspended, and what it posted is no longer shown.
error-stale-title = This form has expired
error-stale = It was open too long, or did not come from our own page, so nothing was done. Go back, reload the page and try again.
error-wrong-title = This request makes no sense here
error-wrong = Something in the address or the form is not right. Go back and try again.
error-forbidden-title = This is not for you
error-forbidden = Your account may not do this. If you think it should, write to the people who run the server.
error-many-title = Too much at once
error-many = There were many requests from you in a short time. Wait a few minutes, then try again.
error-unavailable-title = The server is busy
error-unavailable = It cannot answer now. Nothing is lost; try again in a moment.
error-internal-title = Something went wrong here
error-internal = The mistake is ours, and it has been written down. Try again in a moment.

announcement = Announcement
dismiss-announcement = Got it
