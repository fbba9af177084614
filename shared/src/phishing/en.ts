import type { Lexicon } from './lexicon.ts';

const apps = String.raw`(anydesk|any desk|teamviewer|team viewer|quicksupport|quick support|rustdesk|todesk|ultraviewer|splashtop|remote desktop|screenconnect|supremo)`;
const places = String.raw`(telegram|tele gram|tg|whats ?app|we ?chat|weixin|qq|discord|signal|viber|skype|facebook|messenger|instagram|kakao ?talk|twitter)`;
const coins = String.raw`(eth|btc|usdt|usdc|trx|bnb|sol|coins?|tokens?|funds|assets|crypto|money|balance|amount|\d+(\.\d+)? ?(u|usd|dollars?))`;
const nobodyElse = String.raw`(me|us|our|this|here|that i|i give|i send|below|safe|secure|0x)`;

export const en: Lexicon = {
  secrets: {
    recovery_phrase:
      /\b((seed|recovery|backup|back-up|secret|mnemonic|restore|wallet)[\s-]*(phrases?|words?|codes?(?= phrase))|seed|mnemonics?|srp|(12|24|18|15|21|twelve|twenty[ -]?four|eighteen)[\s-]*(secret |seed |recovery |backup )?words?|phrase|(your|ur|the) (first |last |other |next )?((six|6|three|3|four|4) )?words|words (that )?(you|your wallet) (wrote|write|have|noted|saved|got|showed|gave|were|backed)|which words)\b/,
    private_key:
      /\b((private|secret|priv)[\s-]*keys?|privkey|keystore|key ?store|pk|wif|json (key|wallet) file)\b/,
    password: /\b(pass ?words?|passwd|pwd|passcode|pass ?code|pin( code| number)?)\b/,
    code: /\b((verification|security|sms|confirmation|auth(enticat(or|ion))?|2fa|login|one[ -]time) ?-?(code|codes|password|number)|otp|2fa|(six|6)[ -]?digits?( code)?|codes? (that |which )?(you|we|i|in|from|on|to|was|just)|a code to your)\b/,
  },
  give: /\b(send|share|give|gimme|tell|provide|paste|post|upload|attach|forward|reveal|disclose|show me|read (me|us|out|it|them|your|the)|reading|submit|supply|reply with|respond with|let me (know|have|see)|let us (know|have)|hand (me|us|over)|drop (me|us|it)|dictate|photograph|take a (photo|picture|screenshot)|export|confirm|verify|(seedphrase|phrase|phrases|words?|seed|key|keys|pk|password|code|otp|pin) (please|plz|pls))\b/,
  giveIt:
    /\b(send|share|give|tell|paste|forward|read|show|provide|let me have|drop) (it|them|that|those|these|me|us)( (over|to|with|out|here|now|please|all))*( (me|us))?(\s*(to|so|and|for|before|please|right|now)\b.*)?$/,
  enter: /\b(enter|entering|type|typing|input|fill|write|put|insert|key in)\b/,
  here: /\b(here|this chat|below|in the (form|chat|box)|your|ur)\b/,
  need: /\b((i|we)('ll| will| would| do)? (also |just |only |still )?(need|require|want|must have)|is (required|needed)|(i|we) (must|have to) (see|check|know))\b/,
  which: /\b(what('s| is| are| were| was)|which|where is|where are|whats)\b/,
  safe: /\b(on|in|into|with|from) (your|the|a|its|our official) (own |official |new |other |same )?(device|phone|app|wallet app|wallet itself|settings|paper|keychain|metal|vault)|offline|re-?import|on paper|yourself\b/,
  not: /\b(never|not|don'?t|doesn'?t|won'?t|cannot|can'?t|mustn'?t|shouldn'?t|nobody|no one|without|neither|nor|instead of|avoid|refuse|stop|ignore|(did|have|has|had) (you|anyone|anybody|someone|somebody|they|he|she)|(anyone|anybody|somebody|someone|whoever|people|those|they|scammers?|thieves|attackers?|fraudsters?|who)( \w+)? (asks?|asked|tells?|told|wants?|claims?|calls?|who|that|may|might|can|could|will|says?|has|have)|scams?|beware|only (enter|type)|if you (gave|have given|shared|have shared|sent|lost|forgot|forget|typed|entered))\b/,
  notNot:
    /\b(don'?t (hesitate|worry|be (afraid|shy)|mind|forget)|do not (hesitate|worry|forget)|why (not|don'?t you)|(can|could|won|wouldn|would)'?t you|if you (don'?t|do not|can'?t)|unless you|not (a )?problem|no problem|can'?t (help|do|continue|find)[^,.;]*? (unless|without|until))\b/g,
  phrases: {
    remote_control: new RegExp(
      String.raw`\b((install|download|open|start|run|launch|use|get|set up|turn on|connect (with|via|through))\b[^?]*\b${apps}|(share|show|sharing|mirror|cast) (me )?(your|ur|the) (screen|desktop)|screen[ -]?shar(e|ing) (session|with|call|so|and)|(start|join|begin|open) (a |the )?screen[ -]?shar|(take|have|get|give me|allow|let me|let us|grant)\b[^?]*\b((remote )?(control|access) (of|to|over)|remote (control|access))|remote(ly)? (connect|control|access) (to )?your)\b`,
    ),
    payment: new RegExp(
      String.raw`\b((send|transfer|move|deposit|pay|forward|withdraw|wire)\b[^?]*\b${coins}\b[^?]*\b(to|into|for|at)\b[^?]*\b(${nobodyElse}|safe wallet|unlock|activat|release|verif)|(send|transfer|move)\b.*\bto (0x[0-9a-f]{6,}|t[1-9a-z]{33}|bc1)|(have to|must|need to|please|should|required to)\b[^?]*\b(pay|deposit)\b[^?]*\b(fee|deposit|tax|first|usdt|eth|btc|\d)|(pay|deposit) (a|an|the|some)?\s?(small |little )?(verification |activation |unlock(ing)? |security |release |refundable )?(fee|deposit|amount|tax)\b[^?]*\b(so|to|before|first|and)|(fee|deposit|tax) (must|has to|needs to|should) be paid|(approve|sign|confirm) the transaction (that )?(i|we)('m| am|'re| are)?\b)`,
    ),
    other_channel: new RegExp(
      String.raw`\b((continue|talk|chat|write|message|contact|text|add|find|reach|dm|ping|join|hit|move|meet|call|switch|go)\b[^?]*\b${places}\b|(my|our) (handle|telegram|whatsapp|wechat|private e-?mail|personal e-?mail|number) (is|:)|(my|our) (private|personal) (e-?mail|number|account)|(give|send|tell|leave)\b[^?]*\b(phone|mobile|whatsapp|telegram)( number| handle)?\b|(call|phone|ring) me\b|i('ll| will)? (call|phone|ring) you)\b`,
    ),
    download:
      /\b((download|install|run|open|execute|launch|get)\b[^?]*(\bapk\b|\.apk\b|\bexe\b|\.exe\b|\.dmg\b|\.msi\b|\.scr\b|\b(repair|fix|recovery|sync|unlock|support) (tool|app|program|software|package)\b|\b(file|version|package|program|app) (that |which )?(i|we)('ve| have|'m| am)? (sen[dt]|sending|attached|give|gave)\b)|unknown sources|(disable|turn off) (your )?(antivirus|play protect))/,
  },
};
