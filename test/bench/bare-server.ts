/**
 * The baseline, a process of its own: bare Socket.IO that acks and passes on, and nothing else. With a database's
 * address it stores the texts in batches first, and does nothing else.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { Server, type Socket } from 'socket.io';

type Body = { conversationId: string; clientMessageId: string; text: string };
type Ack = (answer: unknown) => void;

// It would outlive the benchmarks, and hold their output open, if they were killed.
process.on('disconnect', () => process.exit());

const databaseUrl = process.argv[2];
const pool = databaseUrl === undefined ? null : new pg.Pool({ connectionString: databaseUrl, max: 1 });
await pool?.query('create table if not exists bare (id uuid primary key, conversation_id text, body text)');

let waiting: { body: Body; done: () => void }[] = [];
let isStoring = false;

function store(body: Body, done: () => void): void {
  if (pool === null) return done();
  waiting.push({ body, done });
  if (!isStoring) void storeAll(pool);
}

async function storeAll(database: pg.Pool): Promise<void> {
  isStoring = true;
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    await database.query('insert into bare select * from unnest($1::uuid[], $2::text[], $3::text[])', [
      batch.map(({ body }) => body.clientMessageId),
      batch.map(({ body }) => body.conversationId),
      batch.map(({ body }) => body.text),
    ]);
    for (const { done } of batch) done();
  }
  isStoring = false;
}

const http = createServer();
const io = new Server(http, {
  path: '/socket',
  serveClient: false,
  maxHttpBufferSize: 64 * 1024,
  transports: ['websocket', 'polling'],
  perMessageDeflate: false,
});

function serve(own: string, others: string): void {
  io.of(own).on('connection', (socket: Socket) => {
    void socket.join((socket.handshake.auth as { conversationIds: string[] }).conversationIds);
    socket.on('entry:send', (body: Body, ack: Ack) => {
      store(body, () => {
        ack({ ok: true, value: { id: randomUUID(), seq: 1, at: new Date().toISOString() } });
        io.of(others)
          .to(body.conversationId)
          .emit('entry:new', { conversationId: body.conversationId, entry: body });
      });
    });
  });
}

serve('/visitor', '/agent');
serve('/agent', '/visitor');
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
