import type { SentRequest } from './player.mts';
import type { Recording } from './recordings.mts';

interface RefusalBody {
	readonly message?: string;
	readonly errors?: ReadonlyArray<{ readonly message?: string; readonly field?: string }> | null;
}

/** Every sentence and field of a refusal that a user needs: of a page its title. */
export function reasonsOf({ body }: Recording): string[] {
	if (typeof body === 'string') return [/<title>([^<]*)<\/title>/i.exec(body)?.[1] ?? body];
	const { message = '', errors } = body as RefusalBody;
	if (!errors?.length) return [message];
	return errors.flatMap((entry) => [entry.message ?? '', entry.field ?? '']);
}

/** The JSON of a request, or the fields of its form without the file. */
export async function sentBody(request: SentRequest | undefined): Promise<unknown> {
	if (!request) throw new Error('Nothing was sent');
	const { contentType, body } = request;
	if (!contentType.startsWith('multipart/')) return JSON.parse(body.toString());
	const headers = { 'content-type': contentType };
	const form = await new Response(Uint8Array.from(body), { headers }).formData();
	return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'));
}
