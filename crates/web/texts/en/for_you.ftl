# For you
set-for-you = For you
set-for-you-means = What it is made of, and what you want less or more of
for-you-steer = Steer it
for-you-lead = Posts are put in order by a sum of terms. Here you decide what each of them counts, and what may be learned from at all. Nobody else steers it, and nobody pays for a place in it.
wishes-title = Less and more
wishes-none = Nothing wished for. “Less” takes effect on the next page, and you are told what it did.
wish-measure = Less, more or none
wish-less = Less
wish-more = More
wish-none = None at all
wish-what = Of what
wish-what-example = a word, #tag or @somebody
wish-how-long = For how long
wish-day = for a day
wish-week = for a week
wish-month = for a month
wish-do = Wish
wish-hint = A word also finds its plural, and the tag of the same name.
wish-words = In your own words
wish-words-example = fewer sports until Monday, more physics
wish-unclear = This was not understood: { $what }. Begin each wish with less, more or no, and separate them with commas.
wish-until = until { $when }
wish-undo = Take back
wish-somebody = somebody who is gone
wish-language = a language
wish-tone = a tone
wish-media = pictures and films
wish-conversations = answers to others
wish-receipt = Done: before, { $before } of ALL posts were about it; now AFTER are.
preset-title = Begin with
preset-balanced = Balanced
preset-calm = Calm: well made, little of what everybody talks about
preset-catch-up = Catch up: those you follow, over two weeks
preset-hidden-gems = Hidden gems: what few have seen
preset-newest = Newest first, and nothing else
sliders-title = What each term counts
sliders-hint = A third of the way it counts as it usually does, on the left not at all, on the right three times.
signals-title = What may be learned from
signals-hint = What is switched off is not used, neither for you nor for others. Which links you open and what you read for long is not watched until you switch it on; then your page tells this server, which keeps it in memory for the sitting and learns from it.
known-title = What is known about you
known-lead = All that is used to put posts in order for you. Numbers are tenths; what you turned away from is below zero. It fades by half in three weeks.
known-liked = { $count ->
    [one] You reacted to one post that is remembered.
   *[other] You reacted to { $shown } posts that are remembered.
}
known-seen = { $count ->
    [one] One post shown is remembered, so that it is not shown again.
   *[other] { $shown } posts shown are remembered, so that they are not shown again.
}
known-authors = People
known-topics = Words and tags
known-languages = Languages
known-nothing = Nothing yet.
known-forget = Forget all of it
known-forget-means = Whom you follow and mute, your wishes and your settings stay.
known-take = As data for programs
why-title = Why this post?
why-own = How far it came
why-undo = Take back
why-place = It is number { $place } on your next page.
why-score = Its score for you is { $score }: the sum of these terms.
why-term = Term
why-points = Points
why-say = What do you say?
why-worth = Worth my time
why-not-worth = Not worth my time
why-hide = Less like this
why-less = Less of { $what }
why-more = More of { $what }
why-shown = { $count ->
    [one] It was put in one feed here so far. Those who follow you see it at home besides.
   *[other] It was put in { $shown } feeds here so far. Those who follow you see it at home besides.
}
survey-title = Questions
survey-setting = Now and then, at most once a day, a post asks whether it was worth your time
survey-question = Was this worth your time?
survey-yes = Yes
survey-no = No
survey-why = Only your own feed learns from the answer.
