import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackPackage } from '../support/debian-package.ts';

/** Debian's packages with LibreOffice's help, by language, and how an instruction begins or ends there. */
const sources: Record<string, { package: string; imperative: RegExp }> = {
  en: {
    package: 'libreoffice-help-en-us',
    imperative:
      /^(To .*, )?(Choose|Click|Enter|Type|Select|Open|Use|Press|Specify|Set|Drag|Insert|Create|Save|Add|Move|Go|Make|Double-click|Do|Run|Install|Send|Copy|Paste|Write|Mark)\b/,
  },
  zh: {
    package: 'libreoffice-help-zh-cn',
    imperative: /^(请|如果|要|选择|单击|输入|点击|使用|打开|按|在|双击|插入|将|设置)/,
  },
  ja: {
    package: 'libreoffice-help-ja',
    imperative: /(ください|てください|します|入力します|クリックします)$/,
  },
  ko: { package: 'libreoffice-help-ko', imperative: /(십시오|세요|합니다|시오)$/ },
  es: {
    package: 'libreoffice-help-es',
    imperative:
      /^(Para .*, )?(Elija|Haga|Pulse|Introduzca|Escriba|Seleccione|Abra|Use|Utilice|Active|Especifique|Inserte|Defina|Arrastre|Oprima|Vaya|Cree|Guarde)\b/,
  },
  fr: {
    package: 'libreoffice-help-fr',
    imperative:
      /^(Pour .*, )?(Choisissez|Cliquez|Saisissez|Entrez|Sélectionnez|Ouvrez|Utilisez|Activez|Spécifiez|Insérez|Définissez|Appuyez|Faites|Créez|Enregistrez|Indiquez|Tapez)\b/,
  },
  pt: {
    package: 'libreoffice-help-pt-br',
    imperative:
      /^(Para .*, )?(Escolha|Clique|Digite|Insira|Selecione|Abra|Use|Utilize|Ative|Especifique|Defina|Pressione|Arraste|Vá|Crie|Salve|Marque)\b/,
  },
  ru: {
    package: 'libreoffice-help-ru',
    imperative:
      /^(Чтобы .*, )?(Выберите|Щёлкните|Щелкните|Введите|Нажмите|Откройте|Используйте|Укажите|Установите|Задайте|Перейдите|Перетащите|Создайте|Сохраните)/u,
  },
};

/** Instructions from Debian's documentation in eight languages, by language. */
export function readInstructions(): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(sources).map(([language, source]) => [
      language,
      instructionsOf(unpacked(source.package), source.imperative),
    ]),
  );
}

function unpacked(name: string): string {
  try {
    return unpackPackage(name);
  } catch (cause) {
    throw new Error(`${name} can not be downloaded: run \`apt-get update\` on Debian, with its network.`, {
      cause,
    });
  }
}

function instructionsOf(folder: string, imperative: RegExp): string[] {
  const lines = new Set<string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.html')) continue;
    for (const sentence of sentencesOf(readFileSync(join(folder, file), 'utf8'))) {
      if (imperative.test(sentence)) lines.add(sentence);
    }
  }
  return [...lines];
}

function sentencesOf(html: string): string[] {
  const blocks = html.match(/<(p|h\d|li|td)\b[^>]*>[\s\S]*?(?=<\/(p|h\d|li|td)>)/g) ?? [];
  return blocks
    .map((block) =>
      decoded(block.replace(/<[^>]+>/g, ''))
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .flatMap((text) => text.split(/(?<=[.!?])\s+(?=\p{Lu})|(?<=[。！？])/u))
    .map((sentence) => sentence.trim().replace(/[.。]$/u, ''))
    .filter((sentence) => sentence.length >= 8 && sentence.length <= 300);
}

function decoded(text: string): string {
  return text
    .replace(/&#x?([0-9a-f]+);/gi, (entity, code: string) =>
      String.fromCodePoint(Number.parseInt(code, entity.includes('x') ? 16 : 10)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}
