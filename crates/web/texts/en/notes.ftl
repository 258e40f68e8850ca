# Context notes
note-title = Readers added context
note-sources = Sources
note-bridged = Rated helpful by people who usually disagree
note-add = Add context
note-add-lead = What does somebody have to know to understand this post? Your note is shown without your name, once people who usually disagree both find it helpful.
note-text = Your note
note-text-hint = In plain words, about what is said and not about who says it.
note-sources-hint = One address a line, where others can look it up.
note-wrong = { $count ->
    [one] The note was not kept. It needs words, one character at most, and only sources that begin with https://, SOURCES at most.
   *[other] The note was not kept. It needs words, { $shown } characters at most, and only sources that begin with https://, SOURCES at most.
}
note-needs-more = Needs more ratings
note-helpful = Shown under the post
note-not-helpful = Found not helpful
note-since = since { $when }
note-written = Written { $when }.
note-locked = settled
note-ratings = { $count ->
    [0] no ratings yet
    [one] one rating
   *[other] { $shown } ratings
}
note-numbers = How this was reckoned
note-counted = { $count ->
    [0] No ratings count yet: those of new accounts, and of people who have rated only few notes, do not.
    [one] One rating counts.
   *[other] { $shown } ratings count.
}
note-helpful-number = Helpful to either side: { $number }. From 0.40 on a note is shown.
note-side-number = Leaning to one side: { $number }. Beyond 0.50 either way it is not.
note-one-side = { $count ->
    [one] On one side one person, SHARE% in favour.
   *[other] On one side { $shown } people, SHARE% in favour.
}
note-other-side = { $count ->
    [one] On the other side one person, SHARE% in favour.
   *[other] On the other side { $shown } people, SHARE% in favour.
}
note-fewest = { $count ->
    [one] Those who have rated at least one note count.
   *[other] Those who have rated at least { $shown } notes count.
}
note-rate = Rate this note
note-rate-again = Change your rating
note-question = Does it help?
note-yes = Yes
note-somewhat = Somewhat
note-no = No
note-because = Because (if you like)
note-because-clear = It is clear
note-because-good-sources = Its sources are good
note-because-important-context = It says what is missing
note-because-fair = It is fair
note-because-wrong = It is wrong
note-because-no-sources = Its sources do not say so
note-because-unfair = It takes sides
note-because-off-topic = It is about something else
note-because-not-needed = The post needs no note
note-rate-send = Rate
note-remove = Delete this note
notes-under = { $count ->
    [0] Context
    [one] Context: one note
   *[other] Context: { $shown } notes
}
notes-title = Context notes
notes-lead = Readers add what is missing under a post. A note is shown there once people who usually disagree both find it helpful; ratings from one side alone are not enough, however many they are.
notes-waiting = Waiting for ratings
notes-waiting-none = No note waits for your rating right now. To add one, open the menu of a public post.
notes-about = Under your posts
notes-about-means = You cannot rate these. To take up what one says, edit your post.
notes-own = Yours
told-note-written = Your note waits for ratings now.
told-note-rated = Your rating is kept.
explore-notes = Context
