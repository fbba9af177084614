import * as z from 'zod/mini';

/**
 * What an author says of text that its form alone cannot tell from a secret (SAFE3): a hash is no private key, a row of
 * list words is ordinary text. Only so does the server take what it would ask about.
 */
export const declarations = ['transaction_hash', 'ordinary_text'] as const;
export const declarationSchema = z.enum(declarations);
export type Declaration = z.infer<typeof declarationSchema>;
const declaredSchema = z.array(declarationSchema).check(z.maxLength(declarations.length));

/** What may stand beside the body of any command, between it and the ack. */
export const besideSchema = z.strictObject({ declared: declaredSchema });

/** The same beside a request, as a list with commas: a header, so that it is one for every method. */
export const declaredHeader = 'haven-declared';

/** Reads the header; nothing when it is missing or says anything else. */
export function readDeclared(header: string | undefined): Declaration[] {
  const parsed = declaredSchema.safeParse(header?.split(',').map((part) => part.trim()));
  return parsed.success ? parsed.data : [];
}
