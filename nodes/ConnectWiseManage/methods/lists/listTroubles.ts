import type { Trouble } from '../../lookups/tenant';

/** Why a list cannot be chosen from, as the form says it. */
export const LIST_TROUBLES: Readonly<Record<Trouble | 'tooLong', string>> = {
	refused:
		'ConnectWise does not let this API member read the list: its security role lacks the right',
	unavailable: 'ConnectWise did not give the list: it is away, busy, or does not have it',
	tooLong: 'The list is too long to choose from: enter the values as an expression',
};
