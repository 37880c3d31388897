"""How updates come to a bot: it polls for them, or has them sent to an address; and who it is."""

from __future__ import annotations

from tests.telegram_server import shown
from tests.telegram_server.methods import Call, method, waiting_method
from tests.telegram_server.refusal import Json, Refusal


@method("getMe")
def get_me(call: Call) -> Json:
    """The fields that type User has "only in getMe"."""
    can = {
        "can_join_groups": True,
        "can_read_all_group_messages": not call.bot.privacy,
        "supports_inline_queries": False,
        "supports_guest_queries": False,
        "supports_join_request_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }
    return shown.user(call.bot.person) | can


@waiting_method("getUpdates")
async def get_updates(call: Call) -> list[Json]:
    if call.webhook.url:
        # "This method will not work if an outgoing webhook is set up."
        raise Refusal(
            409, "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    if "allowed_updates" in call.given:
        call.bot.queue.ask_for(call.given["allowed_updates"])
    return await call.poller.poll(call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0))


@method("setWebhook")
def set_webhook(call: Call) -> bool:
    if "allowed_updates" in call.given:
        call.bot.queue.ask_for(call.given["allowed_updates"])
    if not call.given["url"]:
        return _no_webhook(call)  # `url`: "Use an empty string to remove webhook integration"
    if call.get("drop_pending_updates"):
        call.bot.queue.clear()
    call.webhook.set(call.given["url"], call.get("secret_token", ""), call.get("max_connections", 40))
    call.poller.end(Refusal(409, "terminated by setWebhook request"))
    return True


@method("deleteWebhook")
def delete_webhook(call: Call) -> bool:
    return _no_webhook(call)


def _no_webhook(call: Call) -> bool:
    if call.get("drop_pending_updates"):
        call.bot.queue.clear()
    call.webhook.stop()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Json:
    return call.webhook.info()


@method("logOut")
def log_out(call: Call) -> bool:
    call.bot.logged_out = True
    return True


@method("close")
def close(call: Call) -> bool:
    return True
