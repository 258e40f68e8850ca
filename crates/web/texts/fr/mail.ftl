# Les mots des pages qui parlent de courriel : mots de passe oubliés, autres adresses. Chaque message se trouve aussi dans texts/en.

# Un mot de passe oublié
sign-in-forgotten = Mot de passe oublié ?
forgotten-title = Un nouveau mot de passe
forgotten-lead = Indiquez l’adresse électronique de votre compte. Nous y envoyons un lien pour choisir un nouveau mot de passe.
forgotten-ask = Envoyez-moi le lien
letters-too-often = Trop de lettres ont été demandées d’ici. Attendez une heure, puis réessayez.
without-mail = Ce serveur n’envoie pas de courriel et ne peut donc pas vous envoyer de lien. Adressez-vous aux personnes qui s’en occupent : elles peuvent vous donner un nouveau mot de passe.
without-mail-command = Elles le font avec cette commande :
to-log-in = Retour à la connexion
letter-sent-title = Regardez votre courriel
letter-sent = S’il existe un compte avec cette adresse, une lettre est en route. Son lien fonctionne pendant une heure. Si rien n’arrive, regardez parmi les indésirables et vérifiez l’adresse que vous avez écrite.
new-password-title = Choisissez un nouveau mot de passe
new-password-lead = Pour le compte @{ $name }.
new-password-means = Tous les navigateurs et toutes les applications seront déconnectés.
new-password-keep = Garder ce mot de passe
link-ended-title = Ce lien ne fonctionne plus
link-ended-password = Il a déjà servi, un plus récent a été envoyé, ou son heure est passée. Demandez-en un autre sur la page de connexion.
link-ended-email = Il a déjà servi, un plus récent a été envoyé, ou son temps est passé. Vous pouvez en demander un autre dans les réglages de votre compte.
told-new-password = Votre mot de passe a changé et tout le reste est déconnecté. Connectez-vous avec le nouveau.

# Une autre adresse
confirm-email-title = Confirmez votre adresse
confirm-email-lead = { $email } devient l’adresse de votre compte.
confirm-email = Confirmer
told-email-confirmed = Votre adresse est confirmée.
told-email-asked = Nous avons envoyé un lien à la nouvelle adresse. L’adresse changera quand vous l’aurez suivi.
told-email-changed = Votre adresse a changé.
told-email-same = C’est déjà votre adresse.
account-email = Changer d’adresse
account-email-new = Nouvelle adresse électronique
account-email-taken = Un autre compte utilise cette adresse.
account-email-means = Nous envoyons un lien à la nouvelle adresse. Elle change quand vous le suivez, dans les vingt-quatre heures.
account-email-at-once = Ce serveur n’envoie pas de courriel : l’adresse change tout de suite, et rien ne vérifie ce que vous avez écrit.

# Quelqu’un vient de s’inscrire
wait-email-title = Encore une étape
wait-email = Nous avons envoyé une lettre à { $email }. Suivez son lien, et vous pourrez commencer.
wait-email-means = Si rien n’arrive, regardez parmi les indésirables. Vous pouvez la faire renvoyer, aussi à une autre adresse.
wait-email-again = Renvoyer la lettre
wait-email-soon = Une lettre vient de partir. Attendez cinq minutes avant d’en demander une autre.
told-letter-again = La lettre est en route.
