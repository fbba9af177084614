import type { Lexicon } from './lexicon.ts';

export const pt: Lexicon = {
  secrets: {
    recovery_phrase:
      /\b(frase[\s-]*(de (recuperacao|backup|seguranca|semente)|semente|secreta|mnemonica)|semente|palavras (de recuperacao|secretas|que voce (anotou|escreveu|guardou))|(12|24|doze|vinte e quatro|seis|suas|tuas) (primeiras )?palavras|mnemonico|seed)\b/,
    private_key: /\b(chaves? (privada|secreta)s?|keystore)\b/,
    password: /\b(senhas?|palavra-passe|pin|password)\b/,
    code: /\b(codigos? (de (verificacao|seguranca|confirmacao|autenticacao|acesso)|(que )?(voce|acabou|recebeu|chegou|por sms|sms))|(seis|6) (digitos|numeros)|otp|sms)\b/,
  },
  give: /\b(envi(e|ar|a)(-me|-nos)?|mand(e|a|ar)(-me)?|compartilh(e|a|ar)|partilh(e|ar)|pass(e|a|ar)|dig(a|am)(-me)?|diz|d(e|ar)-me|me (de|passe|passa|diga|envie|mande|da)|forne(ca|cer)|informe?(-me)?|informar|anex(e|ar|a)|col(e|ar|a)|export(e|a)|confirm(e|a|ar)|mostr(e|a|ar)|indi(que|car)|revel(e|ar)|fotografe)\b/,
  giveIt:
    /^(e |depois |entao |por favor |agora )*(envie|mande|passe|diga|cole|me envie|me mande|me passe|me diga)(-[ao]s?)?( para mim| aqui)\b/,
  enter: /\b(digit(e|a|ar)|escrev(a|e|er)|insir(a|e)|inserir|preench(a|er)|introduza)\b/,
  here: /\b(aqui|chat|abaixo|sua|tua|formulario)\b/,
  need: /\b((preciso|precisamos|necessito|necessitamos)|(e|sao) necessari[oa]s?)\b/,
  which: /\b(qua(l|is)|que codigo|quais)\b/,
  safe: /\b(no (seu|teu) (proprio )?(aparelho|celular|telefone|dispositivo)|no (aplicativo|app)\b(?!.*aqui)|em papel|fora da internet|importe)\b/,
  not: /\b(no (instale|envie|comparta|descargue|mande|abra|escriba|ejecute|ingrese|pague|transfiera|deposite|contacte|agregue)|nunca|jamais|nao|ninguem|sem|nenhuma?|golpes?|golpistas?|voce (passou|deu|enviou|compartilhou|digitou)|se voce (deu|passou|enviou|compartilhou)|quem (pede|pedir|diz|liga)|evite)\b/,
  notNot: /\b(nao (hesite|se preocupe|tem problema|tenha medo)|se (voce )?nao|por que nao|a menos que)\b/g,
  phrases: {
    remote_control:
      /\b((instal(e|a|ar)|baix(e|a|ar)|abr(a|e|ir)|execut(e|a)|us(e|a)|inici(e|a))\b.*\b(anydesk|teamviewer|rustdesk|quicksupport|(acesso|controle) remoto)|compartilh(e|a|ar) (a )?(sua|tua) tela|(deix(e|a)|permit(a|e)|de|conceda)(-me)?\b.*\b(control(ar|e)|acesso)\b.*(computador|aparelho|celular|remot\w*|tela))/,
    payment:
      /\b((envi(e|a|ar)|transfir(a|e)|transferir|mand(e|a)|mov(a|er)|deposit(e|a|ar))\b.*(\b(para|a) (este|esse|o nosso|nosso|meu|o|a|seguinte|esta|nossa) ?(endereco|carteira|conta)|segur[oa]|para (ativar|desbloquear|liberar)|\bpara 0x)|(precisa|deve|tem que|tem de|devera|e preciso)\b.*\b(pagar|depositar|quitar)|(faca|fazer|realize) (um|o) (deposito|pagamento|pix)|pague (primeiro|uma|a|um))/,
    other_channel:
      /\b((chama|chame|escrev(a|e)|fale|contat(e|a)|vamos|continu(e|emos|ar)|adicion(e|a)|entre em contato|mand(e|a)|siga)\b.*\b(whats ?app|telegram|wechat|discord|facebook|messenger|instagram|signal|skype|zap)|(pass(e|a)|envi(e|a)|mande|deix(e|a)|inform(e|a)|diga)(-me)? (o |um )?(seu |teu )?(numero( de telefone)?|telefone|celular|zap)\b|eu (te )?ligo|vou (te )?ligar)/,
    download:
      /\b((baix(e|a|ar)|instal(e|a|ar)|execut(e|a|ar)|abr(a|ir)|faca o download)\b.*(\bapk\b|\.apk|\bexe\b|\.exe|ferramenta de (reparo|recuperacao|suporte)|(arquivo|programa|versao) que (estou enviando|enviei|mandei))|fontes desconhecidas)/,
  },
};
