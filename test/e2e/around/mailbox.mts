import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExportedCredential } from '../../../tools/hosts/n8nCli.mts';

const WAIT_MS = 30_000;
const POLL_MS = 100;

export const SMTP_CREDENTIAL = { id: 'e2eSmtp', name: 'Local mailbox' };

export interface Mailbox {
	/** Mails as they came, decoded, the oldest first. */
	readonly mails: readonly string[];
	credential(): ExportedCredential;
	/** @throws Error where there are not so many in half a minute */
	waitFor(count: number): Promise<readonly string[]>;
	close(): Promise<void>;
}

/** Undoes quoted-printable (RFC 2045, 6.7), as far as ASCII goes. */
function decode(mail: string): string {
	return mail
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Speaks as much SMTP (RFC 5321) as a client needs to hand over its mails. */
function converse(socket: Socket, deliver: (mail: string) => void): void {
	let received = '';
	let isMail = false;
	const answer = (line: string) => socket.write(`${line}\r\n`);
	const take = (end: string): string | undefined => {
		const at = received.indexOf(end);
		if (at < 0) return undefined;
		const taken = received.slice(0, at);
		received = received.slice(at + end.length);
		return taken;
	};
	const step = (): boolean => {
		const text = take(isMail ? '\r\n.\r\n' : '\r\n');
		if (text === undefined) return false;
		if (isMail) {
			isMail = false;
			deliver(decode(text));
			answer('250 Taken');
			return true;
		}
		isMail = /^DATA/i.test(text);
		if (isMail) answer('354 Go on');
		else if (/^QUIT/i.test(text)) socket.end('221 Bye\r\n');
		else answer('250 OK');
		return true;
	};
	socket.setEncoding('latin1');
	socket.on('error', () => socket.destroy());
	socket.on('data', (chunk: string) => {
		received += chunk;
		while (step());
	});
	answer('220 mailbox');
}

/** A mail server on loopback that takes every mail and sends none on. */
export async function startMailbox(): Promise<Mailbox> {
	const mails: string[] = [];
	const server = createServer((socket) => converse(socket, (mail) => mails.push(mail)));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		mails,
		credential: () => ({
			...SMTP_CREDENTIAL,
			type: 'smtp',
			data: {
				host: '127.0.0.1',
				port,
				secure: false,
				disableStartTls: true,
				user: '',
				password: '',
			},
		}),
		waitFor: async (count) => {
			const end = Date.now() + WAIT_MS;
			while (mails.length < count) {
				if (Date.now() > end) throw new Error(`${mails.length} of ${count} mails came`);
				await delay(POLL_MS);
			}
			return mails;
		},
		close: async () => {
			server.close();
			await once(server, 'close');
		},
	};
}

/** The link behind a button of a mail by which n8n asks for an approval. */
export function approvalLink(mail: string, isApproved: boolean): string {
	const links = [...mail.matchAll(/href="([^"]+)"/g)].map(([, link = '']) =>
		link.replaceAll('&amp;', '&'),
	);
	const found = links.find((link) => link.includes(`approved=${isApproved}`));
	if (found === undefined) throw new Error(`There is no such link in ${mail}`);
	return found;
}
