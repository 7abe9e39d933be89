import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { quote } from '../../request/words/quote';
import type { WriteOutcome } from '../../request/outcome/writeOutcome';
import { ParameterError } from '../parameters/ParameterError';
import { isRawError, LONGEST_MESSAGE, messageOf } from './failure';
import { tellModel } from './tool';

const REPORT_IT =
	'This is a fault of the node. Please report it, with the operation and what the item holds, to those who maintain it';

/** n8n's error of an item, in words for its user, whatever was thrown. */
export function toNodeError(
	context: Pick<IExecuteFunctions, 'getNode' | 'logger'>,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		error.message = quote(error.message, LONGEST_MESSAGE);
		return tellModel(context.getNode(), error);
	}
	const isRaw = isRawError(error);
	const message = isRaw ? `The node met with ${messageOf(error)}` : messageOf(error);
	if (isRaw) context.logger.error(message, { error: quote(String(error)) });
	const nodeError = new NodeOperationError(context.getNode(), message, {
		description: isRaw ? REPORT_IT : hintOf(error),
		itemIndex,
	});
	// n8n swaps a message that holds a system error's name by chance for a sentence of its own.
	nodeError.message = message;
	return tellModel(context.getNode(), nodeError);
}

/** n8n's own errors, e.g. of expressions, describe themselves. */
function hintOf(error: unknown): string | undefined {
	if (error instanceof ParameterError) return error.hint;
	const { description } = error as { readonly description?: unknown };
	return typeof description === 'string' ? quote(description) : undefined;
}

/**
 * The item that stands for a failed one, where the node continues on errors. `outcome`: of a write, where
 * the error itself does not tell.
 *
 * n8n moves an item to the error output by the names of its keys alone, and its 1.x releases know no
 * others than `error` and `message`; where nothing is moved, the details come along.
 */
export function toErrorItem(
	context: IExecuteFunctions,
	thrown: unknown,
	itemIndex: number,
	outcome?: WriteOutcome,
): INodeExecutionData {
	const error = toNodeError(context, thrown, itemIndex);
	const pairedItem = { item: itemIndex };
	const description = error.description ?? null;
	if (context.getNode().onError === 'continueErrorOutput') {
		return { json: { error: error.message, message: description ?? error.message }, pairedItem };
	}
	const told = (error.context.details ?? (outcome && { outcome })) as IDataObject | undefined;
	return {
		json: { error: error.message, details: { itemIndex, description, ...told } },
		pairedItem,
	};
}
