import { reservedNameIn } from './reserved-names.ts';

describe('[SAFE6] names that only support may have', () => {
  test.each([
    'Support',
    'Fernway Support',
    'SUPPORT-TEAM',
    'ѕuррort',
    'ｓｕｐｐｏｒｔ',
    'sup\u200bport',
    's u p p o r t',
    's.u.p.p.o.r.t',
    'Supp0rt',
    '5upp0rt',
    'Suppоrt Аgent',
    'SUΡΡΟRΤ',
    'Official help',
    '0fficia1',
    '0ff1c1a1',
    'Offıcial',
    'admin',
    'Аdmіn',
    'adm1n_lin',
    'a d m i n',
    'Administrator',
    'Help Desk',
    'HELPDESK',
    'Customer-Service',
    'System',
    'S y s t e m',
    'Moderator',
    'Oficial',
    'Soporte técnico',
    'Suporte',
    'Поддержка',
    'Официальный представитель',
    '客服',
    '客 服',
    '客-服小王',
    '在线客服 01',
    '官方',
    '官⽅',
    '官\u200b方',
    '【官方】小李',
    '管理员',
    '管理員',
    '工作人员',
    '工作⼈员',
    '系统消息',
    'サポート',
    'ｻﾎﾟｰﾄ',
    '公式アカウント',
    '고객센터',
    '관리자',
    '\u202etroppus\u202c support',
  ])('contains or looks like a reserved word: %s', (name) => {
    expect(reservedNameIn(name)).not.toBeNull();
  });

  test.each([
    'Lin',
    'Anna Schmidt',
    '王小明',
    'Badminton Bob',
    'Visitor 7K2M',
    'Олена',
    'José Ángel',
    'Stefan',
    'Sysoev',
    'José Oficina',
    '林女士',
    'さくら',
    '김민수',
    'Pixel 9',
    'iPhone 15 Pro',
    'web',
    '2.14.1',
    'Asia/Shanghai',
    'Xiaomi 14',
    '',
  ])('is somebody’s own: %s', (name) => {
    expect(reservedNameIn(name)).toBeNull();
  });

  test('the inbox’s name is ours too, however it is spelled', () => {
    const own = ['Fernway', '芬威'];
    for (const name of ['Fernway', 'Fеrnwау', 'F e r n w a y', 'fernway_lin', 'Femway', '芬威小李'])
      expect([name, reservedNameIn(name, own) !== null]).toEqual([name, name !== 'x']);
    expect(reservedNameIn('Ferdinand', own)).toBeNull();
  });
});
