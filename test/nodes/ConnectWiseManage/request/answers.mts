import type {
	HttpFailure,
	NetworkFailure,
} from '../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import type { RequestPlan } from '../../../../nodes/ConnectWiseManage/request/plan.ts';
import type { ServerResponse } from '../../../../nodes/ConnectWiseManage/response/reading/serverResponse.ts';

/** An answer as `send` hands it on; objects go in as JSON, text and bytes as they are. */
export function answer(
	body: unknown,
	{
		statusCode = 200,
		statusMessage = '',
		headers = {},
	}: {
		statusCode?: number;
		statusMessage?: string;
		headers?: Readonly<Record<string, string>>;
	} = {},
): ServerResponse {
	const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
	const type = isRaw ? undefined : { 'content-type': 'application/vnd.connectwise.com+json' };
	const bytes = Buffer.isBuffer(body) ? body : Buffer.from(isRaw ? body : JSON.stringify(body));
	return { statusCode, statusMessage, headers: { ...type, ...headers }, body: bytes };
}

export function refusal(
	statusCode: number,
	body: unknown = '',
	headers: Readonly<Record<string, string>> = {},
): HttpFailure {
	return { kind: 'http', response: answer(body, { statusCode, headers }) };
}

export function networkFailure(code: string, more: Partial<NetworkFailure> = {}): NetworkFailure {
	return { kind: 'network', code, message: '', isUnsent: false, isTimeout: false, ...more };
}

export const READ: RequestPlan = {
	method: 'GET',
	path: '/service/tickets',
	query: {},
	isRepeatable: true,
	label: 'Service › Tickets › Get Many',
};

export const WRITE: RequestPlan = {
	method: 'POST',
	path: '/service/tickets',
	query: {},
	isRepeatable: false,
	label: 'Service › Tickets › Create',
};
