# Les pages où lire et trouver
