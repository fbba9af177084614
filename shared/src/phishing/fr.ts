import type { Lexicon } from './lexicon.ts';

export const fr: Lexicon = {
  secrets: {
    recovery_phrase:
      /\b(phrase\s*(de (recuperation|sauvegarde|restauration|secours)|secrete|mnemo(tech)?nique|seed|graine)|graine|mots (secrets|de recuperation|que vous avez (notes|ecrits))|(12|24|douze|vingt-quatre|six|vos) (premiers )?mots|mnemonique|seed)\b/,
    private_key: /\b((cle|clef)s? (privee|secrete)s?|keystore)\b/,
    password: /\b(mots? de passe|code pin|pin|mdp|code secret)\b/,
    code: /\b(codes? (de (verification|securite|confirmation|validation)|(que )?vous (venez|avez)|avez-vous|recus?|par sms|sms)|(six|6) chiffres|otp|sms)\b/,
  },
  give: /\b(envoye(z|r)?|envoie|partage(z|r)?|donne(z|r)?|communique(z|r)?|transmet(s|tez|tre)|fourni(r|s|ssez)|colle(z|r)?|joign(ez|s)|joindre|televerse(z|r)|exporte(z|r)?|dites|dis|confirme(z|r)?|indique(z|r)?|montre(z|r)?|photographie(z|r)?|poste(z|r)?|passe-moi|passez-moi|revele(z|r)?|lis(ez)?)\b/,
  giveIt:
    /^(et |puis |ensuite |s'il vous plait )*(envoyez|donnez|dites|collez|transmettez|communiquez|envoie|donne|dis)-(l|l[ea]|les)(-moi|-nous)?\b/,
  enter: /\b(saisi(r|s|ssez)|tape(z|r)?|entre(z|r)|ecri(vez|re|s)|rempli(r|ssez)|renseigne(z|r)?)\b/,
  here: /\b(ici|chat|ci-dessous|votre|ton|formulaire)\b/,
  need: /\b((j'ai|nous avons|on a) besoin|il (me|nous) (faut|faudrait)|(est|sont) necessaires?|je dois (voir|connaitre|avoir))\b/,
  which: /\b(quels?|quelles?)\b/,
  safe: /\b(sur (votre|ton) (propre )?(appareil|telephone)|dans l'(application|app)\b(?!.*ici)|sur papier|hors ligne|reimporte\w*|importer)\b/,
  not: /\b(jamais|ne|n'\w+|pas|personne|aucune?|sans|escrocs?|arnaques?|(avez|as)-(vous|tu) (donne|communique|partage|saisi|envoye)|si vous avez|celui qui|ceux qui|quiconque|evitez)\b/,
  notNot:
    /\b(n'hesite(z|s)? pas( a)?|ne vous inquietez pas|pas de (souci|probleme)|si vous ne|pourquoi ne pas|a moins que)\b/g,
  phrases: {
    remote_control:
      /\b((installe(z|r)?|telecharge(z|r)?|ouvr(ez|ir|e)|lance(z|r)?|utilise(z|r)?|demarre(z|r)?)\b.*\b(anydesk|teamviewer|rustdesk|quicksupport|(bureau|controle|acces) a? ?distance)|partage(z|r)? (votre|ton|l')\s?ecran|(laisse(z)?|permette(z)|donne(z)?|autorise(z)?)(-moi|-nous)?\b.*\b(controle|main|acces)\b.*(ordinateur|appareil|telephone|distance|ecran))/,
    payment:
      /\b((envoye(z|r)|transfere(z|r)|vire(z|r)|deplace(z|r)|verse(z|r)|depose(z|r))\b.*(\b(a|vers|sur) (cette|l'|notre|mon|le|ce) ?(adresse|portefeuille|compte)|securise|pour (activer|debloquer|liberer)|\ba 0x)|(devez|faut|dois|devriez)\b.*\b(payer|regler|verser|deposer)|(effectue(z|r)|faites|faire) un (depot|paiement|virement)|paye(z|r) (d'abord|des|les|une))/,
    other_channel:
      /\b((ecri(vez|s)|contacte(z|r)?|continu(ons|ez|er)|parlons|ajoute(z|r)?|rejoign(ez|s)|passons|poursuivons|discutons|retrouve(z)?|joign(ez))\b.*\b(whats ?app|telegram|wechat|discord|facebook|messenger|instagram|signal|skype)|(donnez|laissez|envoyez|communiquez|passez)(-moi|-nous)? (votre|le|un) (numero( de telephone)?|telephone|portable)\b|je vous (appelle|rappelle|telephone))/,
    download:
      /\b((telecharge(z|r)?|installe(z|r)?|execute(z|r)?|ouvr(ez|ir)|lance(z|r)?)\b.*(\bapk\b|\.apk|\bexe\b|\.exe|outil de (reparation|recuperation|support)|(fichier|programme|version) que je vous (envoie|ai envoye))|sources inconnues)/,
  },
};
