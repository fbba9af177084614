/**
 * The wire's version (WIRE3). Raise it whenever `wireHash` of the schemas moves, and add a line to the history.
 *
 * 1  the first wire
 */
export const protocolVersion = 1;
