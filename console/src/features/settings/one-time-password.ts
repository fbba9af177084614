/** A password that is shown once, and whose it is. */
export type OneTimePassword = { name: string; password: string };
