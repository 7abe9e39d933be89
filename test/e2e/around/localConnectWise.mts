import type { ExportedCredential } from '../../../tools/hosts/n8nCli.mts';
import { CREDENTIAL_TYPE, HEADER_AUTH_TYPE } from '../../../tools/demo/workflows.mts';
import {
	SANDBOX_CLIENT_ID,
	sandboxHeaders,
	SANDBOX_PRIVATE_KEY,
	SANDBOX_USERNAME,
} from '../../sandbox/credentials.mts';

const PAGE_SIZE = 1_000;

export const CREDENTIAL = { id: 'e2eConnectWise', name: 'Local ConnectWise' };
export const HEADER_CREDENTIAL = { id: 'e2eHeader', name: 'Key of the Part Webhook' };
export const MODEL_CREDENTIAL = { id: 'e2eModel', name: 'Scripted model' };

export const credentialData = (siteUrl: string) => ({
	siteUrl,
	username: SANDBOX_USERNAME,
	password: SANDBOX_PRIVATE_KEY,
	clientId: SANDBOX_CLIENT_ID,
});

export function connectWiseCredential(siteUrl: string): ExportedCredential {
	return { ...CREDENTIAL, type: CREDENTIAL_TYPE, data: credentialData(siteUrl) };
}

export function headerCredential(): ExportedCredential {
	const data = { name: 'X-Part-Key', value: 'e2e' };
	return { ...HEADER_CREDENTIAL, type: HEADER_AUTH_TYPE, data };
}

export function modelCredential(url: string): ExportedCredential {
	return { ...MODEL_CREDENTIAL, type: 'openAiApi', data: { apiKey: 'scripted', url } };
}

async function read<T>(siteUrl: string, path: string, query: Record<string, string>): Promise<T> {
	const search = new URLSearchParams(query).toString();
	const url = `${siteUrl}/v4_6_release/apis/3.0${path}?${search}`;
	const response = await fetch(url, { headers: sandboxHeaders() });
	return (await response.json()) as T;
}

type Ids = ReadonlyArray<{ readonly id: number }>;

export async function sandboxCompanies(siteUrl: string): Promise<Ids> {
	return await read(siteUrl, '/company/companies', { fields: 'id', pageSize: '5' });
}

/** Ids of all tickets, ascending, read without our node. */
export async function readAllTicketIds(siteUrl: string): Promise<readonly number[]> {
	const ids: number[] = [];
	for (;;) {
		const page = await read<Ids>(siteUrl, '/service/tickets', {
			conditions: `id > ${ids.at(-1) ?? 0}`,
			orderBy: 'id asc',
			fields: 'id',
			pageSize: String(PAGE_SIZE),
		});
		for (const { id } of page) ids.push(id);
		if (page.length < PAGE_SIZE) return ids;
	}
}
