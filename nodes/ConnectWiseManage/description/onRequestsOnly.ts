import type { IDisplayOptions } from 'n8n-workflow';

/** Shows a parameter for what is sent to ConnectWise: everything but Find Operations. */
export function onRequestsOnly(show?: IDisplayOptions['show']): IDisplayOptions {
	return { ...(show && { show }), hide: { operation: ['find'] } };
}
