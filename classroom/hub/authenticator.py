"""Logging in: names of the roster, with passwords that learners choose once with a code of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jupyterhub.handlers.login import LoginHandler
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.handlers import ChangePasswordAdminHandler, ChangePasswordHandler, LocalBase
from traitlets import Unicode

from classroom.hub.admission import admission_of
from classroom.hub.codes import is_code
from customer_value.messages import message

LEAST_LETTERS = 10
"""Of a password."""

TRIES, WAIT = 5, 300
"""Wrong passwords or codes in a row after which a name has to wait, and for how many seconds."""


class RosterAuthenticator(NativeAuthenticator):
    """NativeAuthenticator for a class: only names of the roster and instructors, as the class folder has them now."""

    class_folder = Unicode(help="The class folder").tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.admission = admission_of(Path(self.class_folder))
        self.members = self.admission.members
        self.minimum_password_length = LEAST_LETTERS
        self.check_common_password = True
        self.allowed_failed_logins = TRIES
        self.seconds_before_next_try = WAIT
        self.open_signup = True  # whoever has the code needs nobody's leave
        self.auth_refresh_age = 60
        if self.members.settings.access is not None:
            # Whoever's access has ended is out at once, and with tokens too.
            self.auth_refresh_age, self.auth_refresh_strict = 1, True

    def say(self, key: str, **fields: object) -> str:
        """A text in the class's language."""
        return message("classroom", f"hub.{key}", self.members.settings.language, **fields)

    def normalize_username(self, username: str) -> str:
        return self.members.spelled(username)  # where the base makes small letters of capitals

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        name = await super().authenticate(handler, data)
        if name and handler is not None and not (leave := self.admission.leave(name)).log_in:
            handler.turned_away = leave.says  # who gave the right password is told why
        return name

    def check_allowed(self, username: str, authentication: Any = None) -> bool:
        return self.admission.leave(username).log_in

    def check_blocked_users(self, username: str, authentication: Any = None) -> bool:
        return username in self.members and super().check_blocked_users(username, authentication)

    async def refresh_user(self, user: Any, handler: Any = None, **kwargs: Any) -> bool:
        return self.admission.leave(user.name).log_in

    def sign_up(self, username: str, code: str, password: str, again: str) -> str:
        """Take a learner's password, where the code is right; "" then, else the key of what was wrong."""
        name = self.normalize_username(username)
        if self.is_blocked(name):
            return "wait"
        if not self.members.is_learner(name) or not is_code(self.members.settings, name, code):
            self.add_login_attempt(name)
            return "wrong-code"
        if self.user_exists(name):
            return "there-already"
        if password != again:
            return "not-the-same"
        if not self.is_password_strong(password) or self.create_user(name, password) is None:
            return "weak"
        self.successful_login(name)
        return ""

    def get_handlers(self, app: Any) -> list[tuple[str, type]]:
        return [
            (r"/login", ClassLogin),
            (r"/signup", ClassSignUp),
            (r"/change-password", ChangePasswordHandler),
            (r"/change-password/([^/]+)", ChangePasswordAdminHandler),
        ]


class ClassLogin(LoginHandler):
    """JupyterHub's page to log in, in the class's language.

    Attributes:
        turned_away: why somebody who gave the right password cannot come in; "" for nobody.
    """

    turned_away = ""

    def render_template(self, name: str, **given: Any) -> Any:
        return super().render_template("class-login.html" if name == "login.html" else name, **given)

    def _render(self, login_error: str | None = None, username: str | None = None, **given: Any) -> Any:
        blocked = username and self.authenticator.is_blocked(self.authenticator.normalize_username(username))
        why = self.turned_away or self.authenticator.say("wait" if blocked else "wrong", minutes=WAIT // 60)
        error = why if login_error else ""
        return super()._render(login_error=error, username=username or "", **given)


class ClassSignUp(LocalBase):
    """The page to choose a password."""

    async def get(self) -> None:
        await self._page()

    async def post(self) -> None:
        given = {
            name: self.get_body_argument(name, "", strip=False) for name in ("username", "code", "password", "again")
        }
        wrong = self.authenticator.sign_up(**given)
        fields = {"minutes": WAIT // 60, "letters": LEAST_LETTERS}
        if wrong:
            await self._page(error=self.authenticator.say(wrong, **fields), username=given["username"])
        else:
            await self._page(done=self.authenticator.say("chosen"))

    async def _page(self, error: str = "", done: str = "", username: str = "") -> None:
        page = self.render_template(
            "class-signup.html",
            error=error,
            done=done,
            username=username,
            letters=LEAST_LETTERS,
        )
        self.finish(await page)
