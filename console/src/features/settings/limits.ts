/** Characters of a name, a label or a title: what the contract's admin endpoints accept. */
export const nameMaxChars = 60;
