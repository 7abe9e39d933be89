import { NodeOperationError, type ILoadOptionsFunctions } from 'n8n-workflow';
import type { Trouble } from '../../lookups/tenant';

/** Why a list cannot be chosen from, as the form says it. */
export const LIST_TROUBLES: Readonly<Record<Trouble | 'tooLong', string>> = {
	refused:
		'ConnectWise does not let this API member read the list: its security role lacks the right',
	unavailable: 'ConnectWise did not return the list: it is unreachable, busy, or does not have it',
	tooLong: 'The list is too long to choose from: enter the values as an expression',
};

/** As the editor shows it in place of the list. */
export function listError(context: ILoadOptionsFunctions, message: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), message);
}
