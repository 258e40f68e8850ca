# Vos mots : ce qu’on peut faire de ce qu’écrit un membre

set-words = Vos mots
set-words-means = À quoi vos publications et vos images peuvent servir
post-words = À quoi elle peut servir

words-lead = C’est vous qui décidez à quoi servent vos publications et vos images. Tant que vous n’avez pas dit oui, c’est non.
words-lead-more = Il ne s’agit jamais que de publications publiques. Vous pouvez changer d’avis à tout moment ; personne ne peut décider à votre place, pas même qui tient ce serveur. Chaque réponse est inscrite dans un registre, avec sa date.
words-yes = Oui
words-no = Non
words-unset = Pas décidé, donc non
words-as-yes = Comme pour le reste : oui
words-as-no = Comme pour le reste : non
words-since = Dit le { $day }, par THROUGH.
words-pages = ces pages
words-token = un jeton de la ligne de commande
words-reason = Dire pourquoi
words-reason-for = Pourquoi, pour : { $what }

use-generative = Entraîner des modèles qui écrivent ou dessinent
use-generative-means = Vos publications peuvent figurer dans des jeux de données dont ces modèles apprennent. Quiconque reçoit un jeu peut s’en servir pour entraîner.
use-other = Entraîner des modèles qui trient ou reconnaissent
use-other-means = Vos publications peuvent apprendre à un modèle à distinguer les langues, à repérer les indésirables, à reconnaître un sujet. Il ne sait ni écrire ni dessiner. Quiconque reçoit un jeu peut s’en servir pour entraîner.
use-training-undo = Si vous revenez dessus, les jeux suivants se feront sans vous. Ce qu’un modèle a appris reste appris.
use-assistant = Être lu par l’assistant
use-assistant-means = Quand on pose une question à l’assistant de ce réseau, il peut lire vos publications pour répondre, et les cite comme source.
use-assistant-undo = Si vous revenez dessus, il cesse de les lire. Les réponses déjà données restent à qui les a demandées.
use-embeddings = Trouver ce qui se ressemble
use-embeddings-means = Ce serveur peut traduire vos publications en nombres qui disent de quoi elles parlent, pour trouver celles qui s’en approchent, entre autres dans « Pour vous ». Les mots-clics que vous mettez mènent de toute façon à vos publications. Être trouvé par vos mots est un autre réglage, dans votre profil.
use-embeddings-undo = Si vous revenez dessus, ces nombres ne servent plus.
use-synthetic = Faire du nouveau à partir des vôtres
use-synthetic-means = Les membres peuvent demander à un modèle une image ou un texte tiré des vôtres : un remix, une variation, une imitation.
use-synthetic-undo = Si vous revenez dessus, plus rien n’en sera tiré. Ce qui a été fait reste, et dit d’où il vient.
use-snapshot = Figurer dans une copie publique
use-snapshot-means = Vos publications peuvent figurer dans des copies de ce réseau ouvertes à tout le monde, pour la recherche ou la consultation.
use-snapshot-undo = Si vous revenez dessus, les copies suivantes se feront sans vous. Celles déjà données ne peuvent pas être rappelées.
use-archive = Être gardé par des archives
use-archive-means = Des archives peuvent garder vos publications, pour qu’on puisse les lire quand ce serveur aura disparu.
use-bridge = Être porté vers d’autres réseaux
use-bridge-means = Des passerelles peuvent porter vos publications vers des réseaux qui marchent autrement, comme Bluesky, et les y montrer.
use-bridge-undo = Si vous revenez dessus, plus rien n’est porté. Ce qui s’y trouve déjà peut y rester.

words-used = Qui s’en est servi
words-used-nobody = Personne ne s’est servi de vos mots pour l’un de ces usages. Si cela arrive, ce sera écrit ici.
words-used-count = { $count ->
    [one] { $shown } publication ou image
   *[other] { $shown } publications ou images
}
used-by-dataset = Jeu de données
used-by-assistant = L’assistant

words-receipts = Reçus
words-no-lines = Vous n’avez encore rien dit. Dès que vous le ferez, chaque réponse sera inscrite ici, une par ligne.
words-lines = { $count ->
    [one] Votre registre compte { $shown } ligne.
   *[other] Votre registre compte { $shown } lignes.
}
words-lines-mean = Chaque ligne tient à la précédente par son sceau. Gardez le dernier, et vous pourrez prouver plus tard ce que vous avez dit.
words-seal = Dernier sceau
words-broken = Votre registre n’est plus ce qu’il était : une ligne a été changée après coup. Prévenez qui tient ce serveur, et gardez vos téléchargements.
words-ledger = Votre registre
words-ledger-read = Lire le registre
words-ledger-download = Le télécharger (JSON)
words-ledger-lead = Tout ce que vous avez dit de l’usage de vos mots, du plus récent au plus ancien. Des lignes s’ajoutent ; aucune n’est changée ni retirée.
words-ledger-check = Pour vérifier le fichier : ôtez d’une ligne le champ hash, écrivez le reste en JSON, noms triés et sans espaces, et prenez-en le SHA-256. C’est ce hash, et le champ previous de la ligne suivante.
words-older = Lignes plus anciennes
words-terms = conditions { $version }
words-of-post = une publication
words-of-picture = une image

words-post = Cette publication
words-picture = Cette image
words-one-lead = Vous pouvez décider ici autrement que dans
words-pictures = Ses images, une à une
words-picture-numbered = Image { $number }
