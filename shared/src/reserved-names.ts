import { asAscii, foldText } from './phishing/fold.ts';

/**
 * What only support may be called, in the languages of our visitors (SAFE6). Latin words of up to five letters must
 * stand alone or begin a word, as they are inside of others: the `admin` in badminton.
 */
const reserved = [
  'support',
  'official',
  'admin',
  'administrator',
  'moderator',
  'helpdesk',
  'customer service',
  'customer care',
  'service',
  'staff',
  'system',
  'soporte',
  'oficial',
  'assistance',
  'officiel',
  'suporte',
  'atendimento',
  'servicio',
  'служба',
  'поддержка',
  'поддержки',
  'официальн',
  'администратор',
  'модератор',
  '客服',
  '客户服务',
  '客戶服務',
  '官方',
  '官网',
  '官万',
  '宫方',
  '管理员',
  '管理員',
  '工作人员',
  '工作人員',
  '技术支持',
  '技術支援',
  '人工服务',
  '系统消息',
  '系统通知',
  '系統',
  '运营团队',
  'サポート',
  '公式',
  '運営',
  '管理者',
  'カスタマー',
  '고객센터',
  '고객지원',
  '공식',
  '관리자',
  '운영자',
  '상담원',
] as const;

/** Signs that are read as one another, mapped to one of them; the same for a name and for what is reserved. */
const alike: Record<string, string> = {
  0: 'o',
  1: 'l',
  i: 'l',
  '|': 'l',
  '!': 'l',
  j: 'l',
  3: 'e',
  4: 'a',
  '@': 'a',
  5: 's',
  $: 's',
  7: 't',
  '+': 't',
  8: 'b',
  9: 'g',
};
const wordEnd = /[^\p{L}\p{N}]+/u;

/**
 * The reserved word that a name contains or looks like, or null: look-alike letters of any script (UTS #39), full width,
 * invisible characters, digits and signs for letters, letters that stand apart (SAFE6). `own` are further names that are
 * ours, such as the inbox's, found as a whole word.
 */
export function reservedNameIn(name: string, own: readonly string[] = []): string | null {
  // Capitals look alike where the small letters do not: Greek Ρ is a P, ρ is a p, Τ is a T and τ no t.
  const readings = [skeleton(name), skeleton(asAscii(name.normalize('NFKC')))].map((said) => {
    const words = said.split(wordEnd).filter((word) => word !== '');
    // Letters that stand apart are one word: "s u p p o r t".
    return { words: [...words, ...joinSingles(words)], solid: words.join('') };
  });
  const has = (word: string) => {
    const looked = skeleton(word).split(wordEnd).join('');
    if (looked.length < 2 || /^[a-z]{2}$/.test(looked)) return false;
    const isShort = /^[a-z]{1,5}$/.test(looked);
    return readings.some(({ words, solid }) =>
      isShort
        ? words.some((each) => each.startsWith(looked))
        : withoutPairs(solid).includes(withoutPairs(looked)),
    );
  };
  return reserved.find(has) ?? own.find(has) ?? null;
}

/** Pairs that look like one letter, also where they came together only when the spaces went. */
function withoutPairs(solid: string): string {
  return solid.replace(/vv/g, 'w').replace(/rn/g, 'm');
}

function skeleton(text: string): string {
  return asAscii(foldText(text)).replace(/[0134578959@$|!+ij]/g, (sign) => alike[sign] ?? sign);
}

function joinSingles(words: readonly string[]): string[] {
  const runs: string[] = [];
  let run = '';
  for (const word of [...words, '  ']) {
    if (word.length <= 2 && word !== '  ') run += word;
    else {
      if (run !== '') runs.push(run);
      run = '';
    }
  }
  return runs;
}
