# Reading and finding: notifications, profiles, search, what is kept.

# Everywhere people stand
follow = Follow
follow-back = Follow back
following-them = Following
requested = Requested
unblock = Unblock
follows-you = follows you
accept = Accept
reject = Reject
onward = Show more
from-the-start = Back to the start
excerpt-media = A post without words, with media
excerpt-empty = A post without words

# Notifications
to-notifications = To the notifications
news-all = All
news-mentions = Mentions
news-new = New:
news-from = From { $name }
news-mention = mentioned you
news-reply = answered you
news-post = published something
news-repost = { $count ->
    [0] reposted your post
    [one] and one other reposted your post
   *[other] and { $shown } others reposted your post
}
news-like = { $count ->
    [0] liked your post
    [one] and one other liked your post
   *[other] and { $shown } others liked your post
}
news-follow = { $count ->
    [0] follows you now
    [one] and one other follow you now
   *[other] and { $shown } others follow you now
}
news-follow-request = asked to follow you
news-poll = asked something you answered; the poll has ended
news-poll-own = Your poll has ended
news-edit = edited a post you reposted
news-sign-up = { $count ->
    [0] joined
    [one] and one other joined
   *[other] and { $shown } others joined
}
news-report = sent a report
news-quote = quoted your post
news-quoted-edit = edited a post you quoted
news-forecast-up = A forecast you follow rose: the post is likely to go further than you were told
news-forecast-down = A forecast you follow fell: the post is likely to go less far than you were told
news-forecast-peaked = The busiest time of a post you follow on Radar is past
news-empty-title = Nothing yet
news-empty = When people answer, like or repost what you publish, or follow you, it is said here.
news-empty-mentions = When somebody mentions or quotes you, their post is shown here, ready to be answered.
news-clear = Clear all
news-clear-means = All notifications go, from your apps too. The posts stay.
news-clear-now = Clear them
asking-title = Asking to follow you
asking-all = Everybody who asks
held-senders = { $count ->
    [one] Notifications of one person are held back
   *[other] Notifications of { $shown } people are held back
}
held-title = Held back
held-means = What people send whom you asked to be asked about first. They are not told.
held-settings = Change what is held back
held-empty = Nobody is waiting to be let through.
held-accept = Let through
held-dismiss = Dismiss
held-count = { $count ->
    [one] One notification
   *[other] { $shown } notifications
}

# Profiles
edit-profile = Edit profile
more-about = More about { $name }
tell-me = Tell me about new posts
tell-me-not = No longer tell me about posts
add-to-list = Add to a list
remove-follower = Remove from my followers
mention-them = Mention { $name }
unmute-them = Unmute { $name }
unblock-them = Unblock { $name }
asks-to-follow = { $name } asks to follow you.
muted-banner = You muted this person. Their posts stay out of your timelines.
familiar = Followed by people you know:
profile-about = About
about-address = Address
profile-followers = Followers
profile-following = Following
followers-title = Who follows { $name }
following-title = Whom { $name } follows
followers-empty = Nobody follows this account yet.
following-empty = This account follows nobody yet.
people-hidden = This person keeps to themself whom they follow and who follows them.

# Around a post
back-to-post = Back to the post
likes-tab = Likes
reposts-tab = Reposts
likes-title = Who liked the post of { $name }
reposts-title = Who reposted the post of { $name }
likes-empty = Nobody has liked this yet.
reposts-empty = Nobody has reposted this yet.
history-title = How the post of { $name } changed
history-none = This post was never edited.
history-now = as it stands
history-first = first version
history-no-alt = not described
history-covered = { $count ->
    [one] One covered file
   *[other] { $shown } covered files
}
thread-with = In this conversation:
thread-with-more = { $count ->
    [one] and one more
   *[other] and { $shown } more
}
thread-more = { $count ->
    [one] One more reply
   *[other] { $shown } more replies
}

# Tags
tag-follow = Follow this tag
tag-followed = Following this tag
tag-week = { $count ->
    [0] No posts in seven days
    [one] One post in seven days
   *[other] { $shown } posts in seven days
}

# Search
search-title = Search: { $words }
search-placeholder = Words, names, tags
search-go = Search
search-kinds = Kinds of results
search-all = All
search-how = Search more exactly
search-phrase = these words in this order
search-from = written by this person, or by you
search-to = mentioning this person
search-in = only what you wrote, kept, answered or were mentioned in
search-has = with a picture, a poll, a link; also video, audio, media
search-is = only answers, only quotes; also sensitive, bot
search-lang = in this language
search-when = written before or after a day, a month or a year
search-not = without this word; works with all of the above
search-begin = Look for people by their name, for posts by their words, for tags; or paste the address of a profile or a post.
search-talked-about = Talked about now
search-nothing-title = Nothing found for { $words }
search-nothing = Try fewer or other words, or check how the name is spelled. Posts are found when their authors allow it, or when you had to do with them.
search-visitor = Only members search posts. Log in to find more.
search-more-people = More people
search-more-tags = More tags

# Explore
explore-posts = Posts
explore-people = People
explore-tags = Tags
explore-links = Links
explore-posts-means = This week’s public posts of people who want to be found, the most liked and reposted first. Counted, nothing else.
explore-people-means = People followed by those you follow, then active members. Nobody pays to be here.
explore-directory-means = Members who want to be found, those who posted last first.
explore-tags-means = Tags of this week that most different people use.
explore-links-means = Pages of this week that most different people link to.
explore-posts-empty = Nothing has been liked or reposted by several people this week. It may be a good moment to read what is new.
explore-people-empty = Nobody to suggest right now. Search for a name, or look at who writes under a tag.
explore-tags-empty = No tag has been used much this week. Put one in a post and it may begin.
explore-links-empty = No page has been shared much this week.
explore-radar = Radar
trends-review = What may trend
trends-review-means = What trends is shown unless you refuse it. What you say here holds until you say otherwise.
trends-review-needed = Nothing trends before you allow it. What you say here holds until you say otherwise.
trends-none = Nothing right now.
trends-allow = Allow
trends-refuse = Refuse
trends-allowed = allowed
trends-refused = refused
trends-waiting = waits to be allowed
trends-unreviewed = shown, nobody has looked at it
why-elsewhere = You followed them elsewhere, they say
why-liked = You liked several of their posts
why-featured = { $name }, whom you follow, recommends this account
why-tag = Writes about { $tag }, which you follow
why-friends = Followed by people you follow
why-active = Active here
dismiss-them = Do not suggest { $name } again

# What is kept
nav-kept = What is yours
nav-favourites = Likes
nav-drafts = Drafts
nav-scheduled = Scheduled
bookmarks-empty = What you bookmark waits for you here. Nobody else sees it.
favourites-empty = What you like is gathered here, the last one first.
drafts-empty = No drafts. While you write, “Keep as draft” puts a post aside for later.
draft-no-words = No words yet
draft-go-on = Go on writing
draft-delete = Delete this draft for good
draft-files = { $count ->
    [one] one file
   *[other] { $shown } files
}
draft-poll = a poll
draft-reply = an answer
draft-quote = a quote
scheduled-empty = Nothing waits for its hour. While you write, choose a time under “Language and time”.
scheduled-move = Another time
scheduled-hour = New time, UTC
scheduled-delete = Do not publish this
scheduled-no-hour = That is not a time. Choose a day and an hour.
scheduled-too-soon = That is too soon. Choose a time at least five minutes from now.

# Conversations
conversations-means = Posts that only the people mentioned in them see.
conversations-empty-title = No conversations yet
conversations-empty = Mention somebody and choose “Those mentioned” under who sees it: that begins one.
conversation-alone = Only you
conversation-you = You:
conversation-unread = unread
conversation-read = Mark as read
conversation-keep-unread = Mark as unread
conversation-remove = Remove from this page
colon = :

# Beside a name
card-about = About { $name }
