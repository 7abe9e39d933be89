import type { OperationKind } from '../../../catalogue/types';

/** As the parameter Operation shows them. */
export const KIND_NAMES: Readonly<Record<OperationKind, string>> = {
	query: 'Query',
	mutate: 'Mutate',
	delete: 'Delete',
};
