import { packetMaxBytes } from '@haven/shared/limits';
import { ok, type Result, refuse } from '@haven/shared/result';
import express, { type Request, type Response } from 'express';

const readJson = express.json({ limit: packetMaxBytes, strict: true, type: 'application/json' });

/**
 * Reads a JSON body. `invalid` for another content type (a form of another site can't send this one), `too_large`
 * beyond 64 KiB; rejects with the parser's error for what is no JSON.
 */
export async function parseJson(request: Request, response: Response): Promise<Result<unknown>> {
  if (!request.is('application/json')) return refuse('invalid', { details: { reason: 'content_type' } });
  await new Promise<void>((resolve, reject) => {
    readJson(request, response, (error?: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
  const body: unknown = request.body;
  return ok(body);
}
