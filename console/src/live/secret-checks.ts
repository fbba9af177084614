export { cutSecrets, warmUp } from '@haven/shared/secrets';
export { declarationFor, inspectText, textsIn } from '@haven/shared/guarded-text';
