/** What the sandbox accepts unless told otherwise. */
export const SANDBOX_COMPANY = 'sandbox';
export const SANDBOX_PUBLIC_KEY = 'sandboxPublic';
export const SANDBOX_PRIVATE_KEY = 'sandboxPrivate';
export const SANDBOX_CLIENT_ID = '00000000-0000-4000-8000-000000000000';

/** The user name of Basic authentication: login company and public key. */
export const SANDBOX_USERNAME = `${SANDBOX_COMPANY}+${SANDBOX_PUBLIC_KEY}`;

/** A second API member whose role may read companies and nothing else. */
export const LIMITED_PUBLIC_KEY = 'limitedPublic';
export const LIMITED_PRIVATE_KEY = 'limitedPrivate';

/** An integrator login, for member impersonation. */
export const INTEGRATOR_USER = 'integrator';
export const INTEGRATOR_PASSWORD = 'integratorPassword';

export const basicAuthorization = (username: string, password: string): string =>
	`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** Headers of a well-formed request of the sandbox's own API member. */
export const sandboxHeaders = (): Record<string, string> => ({
	authorization: basicAuthorization(SANDBOX_USERNAME, SANDBOX_PRIVATE_KEY),
	clientId: SANDBOX_CLIENT_ID,
});
