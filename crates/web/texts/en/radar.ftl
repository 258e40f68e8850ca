# Radar
radar-posts = Posts
radar-topics = Topics
radar-scoreboard = Scoreboard
radar-posts-means = Public posts that are passed on now, those with most still to come first. A forecast never moves a post up or down in anybody’s feed.
radar-nothing = Nothing is catching fire right now. A post shows here once two people have reposted or answered it today.
radar-every-language = Every language
radar-english = English
radar-french = French
radar-everybody = Everybody’s
radar-followed = Of people I follow
radar-near = Of people they follow, too
radar-about = Only about { $topic }
radar-every-topic = every topic
radar-its-posts = its posts
radar-nothing-of-this = Nothing of what you ask for is catching fire right now.
radar-following = Followed
radar-following-means = Forecasts you follow: when one turns, you are told among your notifications. Each ends with the post’s first week.
radar-following-nothing = You follow no forecast. On a forecast’s page, press “Tell me when it turns”.
radar-follow = Tell me when it turns
radar-unfollow = Tell me no longer
radar-reach-own = Your post is likely to reach { $range } people by tomorrow
radar-reach = Likely to reach { $range } people by tomorrow
radar-likely = SEEN reposts and answers so far; likely { $range } within a week
radar-topics-means = Tags, pages, people and phrases that more different people speak of than is usual at this hour; what stands in the same posts is one story.
radar-no-topics = Nothing has been spoken of by three people today.
radar-bursting = rising now
radar-voices = { $count ->
    [one] one voice in a day
   *[other] { $shown } voices in a day
}
radar-score-means = Every forecast is written down when a post is 5, 10, 30, 60 and 360 minutes old, and held against what came of it a week later. None is changed; those of a post that is deleted go with it.
radar-moving = On this server forecasts move posts up in For you, and so help themselves to come true. Those made while they do are judged apart.
radar-table = As a table
radar-by = By
radar-score-nothing = No forecast is a week old yet. The first will be judged here when it is.
radar-after-minutes = { $count ->
    [one] After one minute
   *[other] After { $shown } minutes
}
radar-forecasts = { $count ->
    [one] one
   *[other] { $shown }
}
radar-count = Forecasts judged
radar-coverage = Ended inside the range (80 are meant to)
radar-brier = Brier score of “at least doubles” (0 is right, 0.25 is guessing)
radar-msle = Squared error in doublings
radar-calibration = What was said to be likely, and how often it came
radar-said = Said
radar-came = Came
radar-of = Forecasts
radar-worst = The ten worst misses
radar-seen = Seen
radar-range = Range
radar-ended = Ended at
radar-one = How far this may go
radar-chart = Reposts and answers over seven days; the band holds four of five such posts. Forecast of { $when }.
radar-doubles = At least doubles from here
radar-top5 = Ends among the largest twentieth
radar-top1 = Ends among the largest hundredth
radar-peak = Its busiest half hour is still to come
radar-why = Why this forecast
radar-doublings = Doublings
radar-why-means = In doublings of what is still to come: they sum to the forecast. The model learned on public cascades of other networks and knows little of this place yet.
radar-why-taught = In doublings of what is still to come: they sum to the forecast. The model learned on public cascades of other networks; what its earlier forecasts here missed by is added.
radar-why-learned = In doublings of what is still to come: they sum to the forecast. The model learned on public cascades of other networks and then on this server’s own; what its forecasts here still missed by is added.
radar-learned = What this server taught
radar-learned-means = Once there are enough posts here whose week is over, the model learns on from them. It is then asked about the newest third, knowing only the older ones, and is used only if it misses by clearly less than the model everybody gets, with what that one missed by here.
radar-learned-at = Learned
radar-learned-from = Posts
radar-learned-before = Without
radar-learned-after = With
radar-learned-became = Since
radar-learned-taken = used
radar-learned-kept = not used: too small a difference
radar-learned-shipped = not used: no better
radar-before = What was said before
radar-made = Made
radar-point = Expected
radar-pace = { $count ->
    [one] one post in the last hour
   *[other] { $shown } posts in the last hour
}
radar-first = where it began
radar-driven = Most of this comes from a few accounts that act at the same moments.
radar-export = Every forecast as a table (CSV)
radar-embed = Show this chart elsewhere
radar-embed-means = Put this into any page: a picture that is up to date within five minutes.
radar-elsewhere = Elsewhere
radar-elsewhere-means = Public posts of other networks this server listens to. Only where they are is kept, and how far they are likely to go; to read them, follow the link.
radar-elsewhere-nothing = This server listens to no other network. Whoever runs it can, with “braise radar watch”.
