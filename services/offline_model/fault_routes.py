"""`/faults`: write, read and clear the script of faults. Reachable where the server binds: on loopback."""

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from pydantic import ValidationError

from services.offline_model.errors import BadRequestError
from services.offline_model.faults import Fault, FaultTable


def add_fault_routes(app: FastAPI, faults: FaultTable) -> None:
    """Add the three routes; faults are shown with how often they matched and fired."""

    @app.post("/faults", status_code=HTTPStatus.CREATED)
    async def add(request: Request) -> dict[str, str]:
        try:
            fault = Fault.model_validate_json(await request.body())
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise BadRequestError(f"{field or 'fault'}: {first['msg']}", param=field or None) from None
        return {"id": faults.add(fault)}

    @app.get("/faults")
    async def show() -> dict[str, list[dict[str, Any]]]:
        return {"items": faults.shown()}

    @app.delete("/faults", status_code=HTTPStatus.NO_CONTENT)
    async def clear() -> None:
        faults.clear()
