import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

/** n8n derives the tool of an AI agent from a node by this ending of its type. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/**
 * Puts the whole of an error into its message, where a model reads it: n8n hands on one of message and
 * description, which one depends on its release.
 */
export function tellModel<T extends NodeApiError | NodeOperationError>(node: INode, error: T): T {
	const { description } = error;
	if (!isTool(node) || typeof description !== 'string' || description === '') return error;
	error.message = `${error.message.replace(/\.$/, '')}. ${description}`;
	error.description = undefined;
	return error;
}
