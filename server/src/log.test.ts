import { createLog } from './log.ts';

/** What a log writes, line by line. */
function record(production: boolean) {
  const lines: string[] = [];
  const log = createLog({ logLevel: 'info', production }, (line) => void lines.push(line));
  return { log, lines };
}

it('production writes one JSON object per line', () => {
  const { log, lines } = record(true);
  log.info({ conversationId: 'c1' }, 'Assigned.');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, conversationId: 'c1', msg: 'Assigned.' });
});

it('elsewhere a line is for people', () => {
  const { log, lines } = record(false);
  log.warn({ port: 3000, cause: { a: 1 } }, 'Slow.');
  expect(lines).toEqual([expect.stringMatching(/^\d\d:\d\d:\d\d warn  Slow. port=3000 cause=\{"a":1\}\n$/)]);
});

it.each([true, false])(
  'never writes what opens an account or what people wrote (production: %s)',
  (production) => {
    const { log, lines } = record(production);
    const secrets = {
      token: 'hidden',
      password: 'hidden',
      passwordHash: 'hidden',
      cookie: 'hidden',
      authorization: 'hidden',
      text: 'hidden',
      body: { kind: 'text', text: 'hidden' },
      databaseUrl: 'hidden',
    };
    log.info(secrets, 'At the root.');
    log.info({ draft: secrets }, 'One level down.');
    log.info({ req: { headers: { authorization: 'hidden', cookie: 'hidden' } } }, 'A request.');
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('hidden');
  },
);

it('of an error it tells message, code and stack, and not the row or the command that failed', () => {
  const err = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'entry_pkey',
    detail: 'Key (body)=(hidden) already exists.',
    command: { name: 'set', args: ['key', 'hidden'] },
  });
  for (const production of [true, false]) {
    const { log, lines } = record(production);
    log.error({ err }, 'Failed.');
    expect(lines.join()).toContain('duplicate key');
    expect(lines.join()).not.toContain('hidden');
  }
});

it('leaves out what is less important than the level', () => {
  const { log, lines } = record(true);
  log.debug('Detail.');
  expect(lines).toEqual([]);
});
