import type { IGetNodeParameterOptions } from 'n8n-workflow';

/** Where a node's parameters are read, item by item; a trigger has no items and minds no index. */
export interface ParameterSource {
	getNodeParameter(
		name: string,
		itemIndex: number,
		fallback?: unknown,
		options?: IGetNodeParameterOptions,
	): unknown;
}
