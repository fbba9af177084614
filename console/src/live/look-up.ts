import { createContext, useContext } from 'react';

/** Opens what is known of a transaction beside the chat; null where there is no panel for it. */
type LookUp = (hash: string) => void;

const LookUpContext = createContext<LookUp | null>(null);
export const LookUpProvider = LookUpContext.Provider;

export function useLookUp(): LookUp | null {
  return useContext(LookUpContext);
}
