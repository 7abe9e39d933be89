import type { FormPart } from '../../everyday/types';
import { operationsWith } from '../../everyday/verbs';

/** Operations of Any Operation that send something. */
export const REQUESTS: readonly string[] = ['query', 'mutate', 'delete'];

/** Values of Operation with which a parameter is shown: those given, and the jobs whose form has the part. */
export function operationsFor(part: FormPart, ...others: readonly string[]): string[] {
	return [...others, ...operationsWith(part)];
}
