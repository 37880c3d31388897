// People who use an app like Element: matrix-js-sdk, driven by lines of JSON on standard input, answered on standard
// output. It ends when its input does. Arguments: the folder in which matrix-js-sdk is installed.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

for (const name of ["debug", "info", "log", "trace", "warn"]) console[name] = () => {};

const library = (file) => import(pathToFileURL(`${process.argv[2]}/node_modules/matrix-js-sdk/lib/${file}`));
const sdk = await library("index.js");
const crypto = await library("crypto-api/index.js");

const apps = new Map(); // by the id of who holds it

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);

/** Waits until `found` gives something; it is asked again at each of these events. */
async function until(emitter, events, found) {
    const already = found();
    if (already) return already;
    return new Promise((resolve) => {
        const look = () => {
            const value = found();
            if (!value) return;
            for (const event of events) emitter.off(event, look);
            resolve(value);
        };
        for (const event of events) emitter.on(event, look);
    });
}

async function isIn(client, room) {
    const changes = [sdk.ClientEvent.Room, sdk.RoomEvent.MyMembership];
    await until(client, changes, () => client.getRoom(room)?.getMyMembership() === "join");
}

/** `strict`: takes devices that their owner did not sign for strangers, as Element does. */
async function start({ url, user, device, token, strict }) {
    const client = sdk.createClient({
        baseUrl: url,
        userId: user,
        deviceId: device,
        accessToken: token,
        verificationMethods: ["m.sas.v1"],
    });
    await client.initRustCrypto({ useIndexedDB: false });
    const mode = strict ? new crypto.OnlySignedDevicesIsolationMode() : new crypto.AllDevicesIsolationMode(false);
    client.getCrypto().setDeviceIsolationMode(mode);
    const app = { client, requests: [], comparing: null, verified: null };
    client.on(crypto.CryptoEvent.VerificationRequestReceived, (request) => {
        app.requests.push(request);
        client.emit("asked");
    });
    const { Timeline, LocalEchoUpdated, Redaction } = sdk.RoomEvent;
    const changes = [Timeline, LocalEchoUpdated, Redaction, sdk.MatrixEventEvent.Decrypted];
    changes.push(crypto.CryptoEvent.UserTrustStatusChanged);
    for (const change of changes) client.on(change, () => say({ changed: user }));
    apps.set(user, app);
    await client.getCrypto().bootstrapCrossSigning({ authUploadDeviceSigningKeys: (upload) => upload(null) });
    await client.startClient({ initialSyncLimit: 100, pollTimeout: 5000 });
    await until(client, [sdk.ClientEvent.Sync], () => ["PREPARED", "SYNCING"].includes(client.getSyncState()));
}

/** An event as the app has it: readable, if it is. `shield`: 0 none, 1 grey, 2 red; `why`: what is wrong with it. */
async function told(app, event) {
    await app.client.decryptEventIfNeeded(event);
    const content = { ...event.getOriginalContent() };
    const relation = event.getWireContent()["m.relates_to"];
    if (relation) content["m.relates_to"] ??= relation;
    const info = event.isEncrypted() ? await app.client.getCrypto().getEncryptionInfoForEvent(event) : null;
    const failed = event.isDecryptionFailure();
    return {
        source: { ...event.event, type: event.getType(), content: failed ? {} : content },
        encrypted: event.isEncrypted(),
        readable: !failed,
        why: event.decryptionFailureReason ?? info?.shieldReason ?? null,
        shield: info?.shieldColour ?? null,
    };
}

/** Both sides see the same seven emoji, if nobody is between them; resolves when they are shown. */
function compare(app, verifier) {
    return new Promise((resolve, reject) => {
        verifier.on(crypto.VerifierEvent.ShowSas, (shown) => {
            app.comparing = shown;
            resolve({ emoji: shown.sas.emoji.map(([symbol]) => symbol) });
        });
        app.verified = verifier.verify().then(() => "verified", String);
        app.verified.then((ended) => reject(new Error(ended)));
    });
}

const acts = {
    async start(_, how) {
        await start(how);
    },
    async join({ client }, { room }) {
        await client.joinRoom(room);
        await isIn(client, room);
    },
    async create({ client }, { how }) {
        const { room_id: room } = await client.createRoom(how);
        await isIn(client, room);
        return { room };
    },
    async send({ client }, { room, type, content }) {
        return { id: (await client.sendEvent(room, null, type, content)).event_id };
    },
    async redact({ client }, { room, event }) {
        await client.redactEvent(room, event);
    },
    async events(app, { room }) {
        const events = app.client.getRoom(room)?.getLiveTimeline().getEvents() ?? [];
        return { events: await Promise.all(events.map((event) => told(app, event))) };
    },
    /** Asks somebody to compare emoji: one device of theirs, or in a room for two. */
    async verify(app, { user, device, room }) {
        const known = app.client.getCrypto();
        const asked = room ? known.requestVerificationDM(user, room) : known.requestDeviceVerification(user, device);
        const request = await asked;
        const { Ready, Cancelled } = crypto.VerificationPhase;
        await until(request, [crypto.VerificationRequestEvent.Change], () => request.phase === Ready || request.phase === Cancelled);
        if (request.phase === Cancelled) throw new Error(request.cancellationCode);
        return compare(app, await request.startVerification("m.sas.v1"));
    },
    /** Accepts what somebody asked. */
    async accept(app, { user }) {
        const by = () => app.requests.find((each) => each.otherUserId === user && each.pending);
        const request = await until(app.client, ["asked"], by);
        await request.accept();
        await until(request, [crypto.VerificationRequestEvent.Change], () => request.verifier);
        return compare(app, request.verifier);
    },
    /** The emoji are the same, or they are not; what came of it when the other side has said so, too. */
    async confirm(app, { same }) {
        if (same) await app.comparing.confirm();
        else app.comparing.mismatch();
        return { ended: await app.verified };
    },
    async trusts({ client }, { user, device }) {
        const owner = await client.getCrypto().getUserVerificationStatus(user);
        const its = await client.getCrypto().getDeviceVerificationStatus(user, device);
        return { user: owner.isCrossSigningVerified(), signed: its?.signedByOwner ?? false, device: its?.isVerified() ?? false };
    },
};

const lines = createInterface({ input: process.stdin });
lines.on("close", () => process.exit(0));
lines.on("line", async (line) => {
    const { id, act, as, ...how } = JSON.parse(line);
    let answer;
    try {
        answer = { id, told: (await acts[act](apps.get(as), how)) ?? {} };
    } catch (error) {
        answer = { id, failed: String(error?.stack ?? error), code: error?.errcode ?? "" };
    }
    say(answer);
});
