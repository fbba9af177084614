import type { Lexicon } from './lexicon.ts';

export const es: Lexicon = {
  secrets: {
    recovery_phrase:
      /\b(frase\s*(de (recuperacion|respaldo|seguridad|copia)|semilla|secreta|mnemo(tec)?nica)|semilla|palabras (de recuperacion|secretas|clave|semilla|que (anoto|escribio|apunto|guardo))|(12|24|doce|veinticuatro|seis|sus|tus) (primeras )?palabras|mnemonico|seed)\b/,
    private_key: /\b((clave|llave)s? (privada|secreta)s?|keystore)\b/,
    password: /\b(contrasenas?|pin|clave de (acceso|la app|la aplicacion|ingreso)|password)\b/,
    code: /\b(codigos? (de (verificacion|seguridad|confirmacion|autenticacion|acceso)|(que )?(le|te|acaba|recibio|llego|por sms|sms)|le llego)|(seis|6) (digitos|cifras|numeros)|otp|sms)\b/,
  },
  give: /\b((env|mand|comparta|comparte|compart)i?(e|a|ar|eme|ame|enos|anos|enme|irme|ir)?|envi(ar|eme|ame|enos)|pas(e|a)(me|nos)?|di(ga|gan)?(me|nos)|diga|dime|de(me|nos)|dar?me|me (de|diga|envie|mande|pase)|da(me|nos)|facilit(e|a|eme|ame)|proporcion(e|a|eme)|adjunt(e|a)|pegu(e|ela|elo|elas)|pega(r|la|lo)?|sub(a|ir)|export(e|a)|confirm(e|a|ar)|muestr(e|eme)|indi(que|queme)|comuni(que|queme)|revel(e|a))\b/,
  giveIt:
    /^(y |luego |por favor |despues |ahora )*(enviemel|mandemel|pasemel|digamel|demel|pasamel|enviamel|damel|dimel|peguel|pegal)[oa]s?\b/,
  enter: /\b(escrib(a|e|ir)|ingres(e|a|ar)|introduzca|introduce|tecle(e|a)|rellen(e|a)|complete)\b/,
  here: /\b(aqui|chat|abajo|su|tu|enlace|formulario)\b/,
  need: /\b((necesito|necesitamos|requiero|requerimos|hace falta)|(es|son) necesari[oa]s?)\b/,
  which: /\b(cual(es)?|que (codigo|palabras|clave|contrasena))\b/,
  safe: /\b(en (su|tu) (propio )?(dispositivo|telefono|movil)|en la (aplicacion|app)\b(?!.*aqui)|en papel|sin conexion|importar)\b/,
  not: /\b(nunca|jamas|no|nao|nadie|sin|ningun[oa]?|estafa|estafador(es)?|ha (dado|compartido|enviado)|si (dio|ha|envio|compartio)|quien(es)? (le|te|les)? ?(pid|diga|escrib)\w*|evit(e|a))\b/,
  notNot:
    /\b(no (dude|dudes|se preocupe|te preocupes|hay problema|tenga miedo)|si no|por que no|a menos que|no (me|nos) (podria|puede))\b/g,
  phrases: {
    remote_control:
      /\b((instal(e|a|ar)|descargu(e|ar)|descarga|abr(a|e|ir)|ejecut(e|a)|us(e|a)|inici(e|a))\b.*\b(anydesk|teamviewer|rustdesk|quicksupport|(escritorio|control|acceso) remoto)|compart(a|e|ir) (su|tu|la) pantalla|(permit(a|e)(me)?|dej(e|a)(me)?|tomar|darme|deme)\b.*\b(control(ar)?|acceso)\b.*(ordenador|computador\w*|equipo|telefono|movil|distancia|remot\w*|pantalla))/,
    payment:
      /\b((envi(e|a|ar)|transfier(a|e)|transferir|mand(e|a)|muev(a|e)|mover|deposit(e|a|ar)|ingres(e|a))\b.*(\b(a esta|a la siguiente|a nuestra?|a mi|a la) (direccion|cartera|cuenta|billetera)|\ba 0x|segur[oa]|para (activar|desbloquear|liberar))|(debe|debera|tiene que|hay que|necesita|debes|tienes que)\b.*\b(pagar|abonar|depositar|ingresar)|(haga|haz|realice|hacer) (un|el) (deposito|pago)|pague (primero|una|la|un)|(comision|deposito|fianza).*(debe|tiene que) (pagarse|abonarse))/,
    other_channel:
      /\b((escrib(a|e)(me|nos)?|contact(e|a)(me|nos)?|sig(amos|ue|a)|continuemos|hablemos|habl(e|a)(me)?|agregu?(e|a)(me|nos)?|anad(a|e)(me)?|unase|vaya(mos)?|pas(emos|e)|mand(e|a)(me)?|chatea)\b.*\b(whats ?app|telegram|wechat|discord|facebook|messenger|instagram|signal|skype)|((dej|pas|dig|env|indiqu|facilit)\w*(me|nos)|deme|dame|denos)\b.*\b(numero|telefono|movil|celular|whatsapp)|le llam(o|are|amos)\b.*(numero|telefono)?)/,
    download:
      /\b((descargu(e|elo|ela)|descarga(r)?|instal(e|a|ar|elo|ela)|ejecut(e|a|ar)|abr(a|e|ir)|baj(e|a|ar))\b.*(\bapk\b|\.apk|\bexe\b|\.exe|herramienta de (reparacion|recuperacion|soporte)|(archivo|programa|version) que (le|te) (mando|envio|mande|envie))|origenes desconocidos)/,
  },
};
