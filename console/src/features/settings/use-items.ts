import type { Ask, ReplyOf } from '@haven/shared/browser/call-endpoint';
import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import type { Endpoint } from '@haven/shared/http/define';
import type { Failure, Result } from '@haven/shared/result';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useConsole } from '../../live/console-context.tsx';
import { fetchFrom } from '../../live/queries.ts';

/** The rows of one admin list. `key` is what a save invalidates. */
export function useItems<E extends Endpoint>(key: string, endpoint: E) {
  return useQuery({
    queryKey: ['admin', key],
    queryFn: ({ signal }) => fetchFrom(endpoint, { signal } as Ask<E>),
  });
}

/** Saves through an endpoint and fetches anew what shows it; a refusal stays to be drawn beside the form. */
export function useSave(...keys: string[]) {
  const queries = useQueryClient();
  const { guard } = useConsole();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function save<E extends Endpoint>(endpoint: E, ask: Ask<E>): Promise<Result<ReplyOf<E>>> {
    setBusy(true);
    setFailure(null);
    const cleared = await guard.clearAll(ask.body);
    const answer = cleared.ok ? await callEndpoint(endpoint, { ...ask, declared: cleared.value }) : cleared;
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return answer;
    }
    await Promise.all([
      ...keys.map((key) => queries.invalidateQueries({ queryKey: ['admin', key] })),
      queries.invalidateQueries({ queryKey: ['directory'] }),
    ]);
    return answer;
  }

  return { save, isBusy, failure };
}
