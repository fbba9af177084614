import { Busboy } from '@fastify/busboy';
import { type Declaration, declaredHeader, readDeclared } from '@haven/shared/declaration';
import { fileMaxBytes } from '@haven/shared/limits';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Request } from 'express';
import type { GuardText } from '../flows/guard-text.ts';
import type { Principal } from '../principal.ts';

type Parser = InstanceType<typeof Busboy>;

type Upload = { name: string; bytes: Buffer };

/** Reads an upload and looks at its name, which people type and paste into like into any field (SAFE1). */
export async function readGuardedUpload(
  request: Request,
  guard: GuardText,
  who: Principal,
): Promise<Result<Upload>> {
  const upload = await readUpload(request);
  if (!upload.ok) return upload;
  const asked = { name: 'upload', body: { file: upload.value.name }, declared: declaredBy(request) };
  return guard(who, asked, async () => upload);
}

/** What the author of a request says of text that could be a secret. */
export function declaredBy(request: Request): Declaration[] {
  return readDeclared(request.get(declaredHeader));
}

/**
 * Reads the one file of a multipart body, in the field `file`. `invalid` for anything else, `too_large` beyond the
 * limit; what is left of a refused body is read and thrown away.
 */
async function readUpload(request: Request): Promise<Result<Upload>> {
  const type = request.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data'))
    return refuse('invalid', { details: { reason: 'content_type' } });
  if (Number(request.get('content-length') ?? 0) > fileMaxBytes + 4_096) {
    request.resume();
    return refuse('too_large');
  }
  const parser = openParser(type);
  if (!parser) return refuse('invalid');
  return new Promise((resolve) => collect(request, parser, resolve));
}

function openParser(type: string): Parser | null {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      limits: { files: 1, fields: 0, parts: 1, fileSize: fileMaxBytes, headerPairs: 20, fieldNameSize: 100 },
    });
  } catch {
    // No boundary, or one that is none.
    return null;
  }
}

function collect(request: Request, parser: Parser, settle: (result: Result<Upload>) => void): void {
  let upload: { name: string; chunks: Buffer[] } | undefined;
  let refusal: Result<Upload> | undefined;

  function stop(result: Result<Upload>): void {
    refusal ??= result;
    request.unpipe(parser);
    request.resume();
    settle(refusal);
  }

  parser.on('file', (field, content, name) => {
    const chunks: Buffer[] = [];
    if (field === 'file') upload = { name, chunks };
    content.on('data', (chunk: Buffer) => chunks.push(chunk));
    content.on('limit', () => stop(refuse('too_large')));
    // A body that ends within the file fails the file's stream too, and without a listener that would end the process.
    content.on('error', () => stop(refuse('invalid')));
  });
  parser.on('partsLimit', () => stop(refuse('invalid')));
  parser.on('filesLimit', () => stop(refuse('invalid')));
  parser.on('fieldsLimit', () => stop(refuse('invalid')));
  parser.on('error', () => stop(refuse('invalid')));
  parser.on('finish', () => {
    const bytes = Buffer.concat(upload?.chunks ?? []);
    if (refusal) return;
    settle(upload && bytes.length > 0 ? ok({ name: upload.name, bytes }) : refuse('invalid'));
  });
  request.on('aborted', () => stop(refuse('invalid')));
  request.pipe(parser);
}
