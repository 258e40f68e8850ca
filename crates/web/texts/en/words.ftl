# Your words: what may be done with what a member writes

set-words = Your words
set-words-means = What your posts and pictures may be used for
post-words = What it may be used for

words-lead = You decide what your posts and pictures may be used for. Until you say yes, the answer is no.
words-lead-more = Only public posts are ever meant. You can change your mind at any time; nobody else can do it for you, not even whoever runs this server. Every answer is written into a ledger with its date.
words-yes = Yes
words-no = No
words-unset = Not decided, so no
words-as-yes = As for the rest: yes
words-as-no = As for the rest: no
words-since = Said on { $day }, through THROUGH.
words-pages = these pages
words-token = a token of the command line
words-reason = Say why
words-reason-for = Why, for: { $what }

use-generative = Training models that write or draw
use-generative-means = Your posts may stand in datasets from which such models learn. Whoever receives a dataset may train with it.
use-other = Training models that sort or recognise
use-other-means = Your posts may teach a model to tell languages apart, to find spam, to recognise a subject. It cannot write or draw. Whoever receives a dataset may train with it.
use-training-undo = If you take it back, later datasets leave you out. What a model has learned stays learned.
use-assistant = Being read by the assistant
use-assistant-means = When somebody asks this network’s assistant something, it may read your posts for its answer and names them as its source.
use-assistant-undo = If you take it back, it stops reading them. Answers already given remain with those who asked.
use-embeddings = Finding what is alike
use-embeddings-means = This server may turn your posts into numbers that say what they are about, so that related posts are found: for “For you”, among others. Tags you set lead to your posts all the same. Being found by your words is another switch, on your profile.
use-embeddings-undo = If you take it back, the numbers are not used any more.
use-synthetic = Making something new from yours
use-synthetic-means = Members may ask a model for a picture or a text made from yours: a remix, a variation, an imitation.
use-synthetic-undo = If you take it back, nothing more is made. What was made before stays, and says what it was made from.
use-snapshot = Being in a public copy
use-snapshot-means = Your posts may be in copies of this network that anybody can have, for research or to look things up.
use-snapshot-undo = If you take it back, later copies leave you out. Copies given out already cannot be called back.
use-archive = Being kept by an archive
use-archive-means = Archives may keep your posts, so that they can be read when this server is gone.
use-bridge = Being carried to other networks
use-bridge-means = Bridges may carry your posts to networks that work differently, such as Bluesky, and show them there.
use-bridge-undo = If you take it back, nothing more is carried over. What is there already may stay.

words-used = Who used them
words-used-nobody = Nobody has used your words for any of this. If somebody does, it stands here.
words-used-count = { $count ->
    [one] { $shown } post or picture
   *[other] { $shown } posts or pictures
}
used-by-dataset = Dataset
used-by-assistant = The assistant

words-receipts = Receipts
words-no-lines = You have not said anything yet. Once you do, every answer is written here, one line each.
words-lines = { $count ->
    [one] Your ledger has { $shown } line.
   *[other] Your ledger has { $shown } lines.
}
words-lines-mean = Each line holds on to the one before by its seal. Keep the last seal, and you can prove later what you said.
words-seal = Last seal
words-broken = Your ledger is not what it was: a line was changed after it was written. Tell whoever runs this server, and keep your downloads.
words-ledger = Your ledger
words-ledger-read = Read the ledger
words-ledger-download = Download it (JSON)
words-ledger-lead = Everything you ever said about the use of your words, the newest first. Lines are added; none is changed or removed.
words-ledger-check = To check the file: take the hash out of a line, write the rest as JSON with sorted names and no spaces, and take its SHA-256. It is the hash, and the next line’s previous.
words-older = Earlier lines
words-terms = terms { $version }
words-of-post = one post
words-of-picture = one picture

words-post = This post
words-picture = This picture
words-one-lead = Here you can decide otherwise than in
words-pictures = Its pictures, one by one
words-picture-numbered = Picture { $number }
