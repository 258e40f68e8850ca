# Notes de contexte
note-title = Contexte ajouté par des lecteurs
note-sources = Sources
note-bridged = Jugée utile par des personnes souvent en désaccord
note-add = Ajouter du contexte
note-add-lead = Que faut-il savoir pour comprendre cette publication ? Votre note paraît sans votre nom, dès que des personnes souvent en désaccord la trouvent utile des deux côtés.
note-text = Votre note
note-text-hint = En mots simples, sur ce qui est dit et non sur la personne qui le dit.
note-sources-hint = Une adresse par ligne, où chacun peut vérifier.
note-wrong = { $count ->
    [one] La note n’a pas été gardée. Il lui faut un texte, un caractère au plus, et seulement des sources qui commencent par https://, SOURCES au plus.
   *[other] La note n’a pas été gardée. Il lui faut un texte, { $shown } caractères au plus, et seulement des sources qui commencent par https://, SOURCES au plus.
}
note-needs-more = En attente d’avis
note-helpful = Affichée sous la publication
note-not-helpful = Jugée peu utile
note-since = depuis le { $when }
note-written = Écrite le { $when }.
note-locked = définitif
note-ratings = { $count ->
    [0] aucun avis pour l’instant
    [one] un avis
   *[other] { $shown } avis
}
note-numbers = Comment c’est calculé
note-counted = { $count ->
    [0] Aucun avis ne compte encore : ceux des comptes récents et des personnes qui ont jugé peu de notes ne comptent pas.
    [one] Un avis compte.
   *[other] { $shown } avis comptent.
}
note-helpful-number = Utile des deux côtés : { $number }. À partir de 0,40, une note est affichée.
note-side-number = Penche d’un côté : { $number }. Au-delà de 0,50 dans un sens ou dans l’autre, elle ne l’est pas.
note-one-side = { $count ->
    [one] D’un côté, une personne : SHARE % d’avis favorables.
   *[other] D’un côté, { $shown } personnes : SHARE % d’avis favorables.
}
note-other-side = { $count ->
    [one] De l’autre côté, une personne : SHARE % d’avis favorables.
   *[other] De l’autre côté, { $shown } personnes : SHARE % d’avis favorables.
}
note-fewest = { $count ->
    [one] Comptent les personnes qui ont jugé au moins une note.
   *[other] Comptent les personnes qui ont jugé au moins { $shown } notes.
}
note-rate = Donner votre avis
note-rate-again = Changer d’avis
note-question = Cette note aide-t-elle ?
note-yes = Oui
note-somewhat = Un peu
note-no = Non
note-because = Parce que (si vous voulez)
note-because-clear = Elle est claire
note-because-good-sources = Ses sources sont bonnes
note-because-important-context = Elle dit ce qui manque
note-because-fair = Elle est équitable
note-because-wrong = Elle est fausse
note-because-no-sources = Ses sources ne le disent pas
note-because-unfair = Elle prend parti
note-because-off-topic = Elle parle d’autre chose
note-because-not-needed = La publication s’en passe
note-rate-send = Envoyer l’avis
note-remove = Supprimer cette note
notes-under = { $count ->
    [0] Contexte
    [one] Contexte : une note
   *[other] Contexte : { $shown } notes
}
notes-title = Notes de contexte
notes-lead = Des lecteurs ajoutent ce qui manque sous une publication. Une note y paraît quand des personnes souvent en désaccord la trouvent utile des deux côtés ; les avis d’un seul côté ne suffisent pas, si nombreux soient-ils.
notes-waiting = En attente d’avis
notes-waiting-none = Aucune note n’attend votre avis pour l’instant. Pour en ajouter une, ouvrez le menu d’une publication publique.
notes-about = Sous vos publications
notes-about-means = Vous ne pouvez pas juger celles-ci. Pour tenir compte de l’une d’elles, modifiez votre publication.
notes-own = Les vôtres
told-note-written = Votre note attend maintenant des avis.
told-note-rated = Votre avis est gardé.
explore-notes = Contexte
