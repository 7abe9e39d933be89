import {
	NodeApiError,
	NodeOperationError,
	type IAllExecuteFunctions,
	type INode,
} from 'n8n-workflow';
import { ParameterError } from '../actions/parameters/ParameterError';
import { CredentialFieldError } from '../request/credential/apiKeys';
import { SiteUrlError } from '../request/credential/siteUrl';

/** Runs the work; what the user can mend comes as n8n's error, with what to do. */
export async function withNodeErrors<T>(
	context: Pick<IAllExecuteFunctions, 'getNode'>,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(error, context.getNode());
	}
}

function toNodeError(error: unknown, node: INode): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const cause = error instanceof Error ? error : new Error(String(error));
	if (cause instanceof ParameterError) {
		return new NodeOperationError(node, cause.message, { description: cause.hint });
	}
	if (cause instanceof CredentialFieldError || cause instanceof SiteUrlError) {
		const description = 'Correct the ConnectWise credential';
		return new NodeOperationError(node, cause.message, { description });
	}
	return new NodeOperationError(node, cause);
}
