# Posts, and what members do with them

# Around every page of a member
nav-home = Home
nav-explore = Explore
nav-notifications = Notifications
nav-conversations = Conversations
nav-bookmarks = Bookmarks
nav-lists = Lists
nav-settings = Settings
nav-timelines = Timelines
search = Search
compose = Write

# Home
tab-following = Following
tab-new = New here
tab-for-you = For you
tab-following-means = Whom you follow, newest first.
tab-for-you-means = What may be worth your time, learned from what you and others here react to. “Why this post?” in its menu tells every term.
tab-for-you-learning = For you is still being learned: this server has just started, and for now looks at the newest posts alone.
tab-new-means = What members here posted last, newest first.
home-empty-title = Nothing here yet
home-empty = Your feed holds what the people you follow post, newest first. Find a few to begin with.
home-empty-explore = Find people

# Under a post
reply = Reply
repost = Repost
repost-not = Cannot be reposted
like = Like
bookmark = Bookmark
more = More
open-post = Open
quote = Quote
edit = Edit
delete = Delete
pin = Pin to my profile
unpin = Unpin from my profile
mute-thread = Silence this thread
unmute-thread = Hear this thread again
mute-them = Mute
block = Block
report = Report
cancel = Cancel
vote = Vote
your-vote = your vote
filtered-by = Filtered: { $title }
ask-delete = Delete this post?
ask-delete-means = It disappears here and other servers are asked to remove it too. This cannot be taken back.
ask-block = Block { $name }?
ask-block-means = Neither of you sees the other’s posts any more, and you stop following each other. They are not told.

# Writing
compose-title = Write a post
compose-edit-title = Edit your post
compose-placeholder = What is on your mind?
compose-cover = Content warning
compose-files = Pictures, film, sound
compose-poll = Poll
compose-more = Language, time, AI
field-text = Your post
field-alt = Description for those who cannot see it
field-spoiler = What readers should know first
field-sensitive = Cover the media
field-files = Up to four files
picture-undescribed = Picture without a description
hint-files = Pictures up to 16 MB, film and sound up to 99 MB. Place and camera are removed from pictures.
hint-alt = Say what there is to see or hear, in a sentence or two.
drop-file = Take it off
field-options = Answers
field-option = Answer { $shown }
field-multiple = Several answers may be chosen
field-poll-span = Open for
span-hour = an hour
span-six-hours = six hours
span-day = a day
span-three-days = three days
span-week = a week
span-month = thirty days
field-language = Language
language-detected = Detect it
field-at = Publish later
hint-at = Time in UTC. Leave it empty to publish now.
field-local = Keep it on this server
field-markdown = Write with Markdown
field-ai = Made with AI
hint-ai = Tick it when a model wrote most of the text. Readers see a mark, and datasets carry it.
field-visibility = Who sees it
reach-public = Everybody
reach-unlisted = Everybody, quietly
reach-followers = Followers
reach-direct = Those mentioned
preview = Preview
keep-draft = Keep as draft
publish = Publish
save = Save
reply-to = Answer { $name }
compose-empty = There is nothing in it yet. Write something, or add a file.
compose-too-long = A post has at most { $shown } characters.
compose-one-option = A poll needs at least two answers.
compose-option-long = An answer has at most 100 characters.
compose-poll-and-files = A post has either a poll or files. Take one of them off.
compose-too-many-files = A post has at most four files.
compose-bad-file = One of the files cannot be used: it is too large, or of a kind this server does not know.
compose-alt-too-long = A description has at most 1,500 characters. Shorten it; what does not fit may stand in the post.
compose-file-later = A file could not be kept just now. Try again in a moment.
compose-another = Add another post
compose-next = Post { $shown } of the thread
compose-next-too-long = Post { $shown } of the thread is too long. Nothing was published yet.
compose-thread-later = A thread is published at once, not at a later time. Empty the other posts, or the time.
compose-thread-draft = A draft keeps one post. Empty the other posts, or publish the thread.
compose-thread-broken = { $count ->
    [one] One post of the thread is published. The next one could not be; it and what follows are still here.
   *[other] { $shown } posts of the thread are published. The next one could not be; it and what follows are still here.
}
compose-focus = What stays in sight
compose-focus-means = Where the picture is cut to fit, this point of it is kept. Click on it in the picture, or move the sliders.
field-across = From left to right
field-down = From top to bottom
compose-wrong = This cannot be published as it is. What it answers or quotes may be gone, or the time is less than five minutes ahead.
told-published = Published.
told-draft-kept = Your draft is kept.
told-scheduled-kept = It will be published at the time you chose.
told-saved = Saved.
told-reported = Thank you. The moderators will look at it.
