"""Moves one file with Python requests: transfer.py download|decode|upload ADDRESS FILE. Certificates: REQUESTS_CA_BUNDLE."""

import base64
import sys

import requests

action, address, file = sys.argv[1:]
with requests.Session() as session:
    if action == "upload":
        with open(file, "rb") as source:
            session.put(address, data=source).raise_for_status()
    elif action == "decode":
        content = session.get(address).json()["content"]
        with open(file, "wb") as target:
            target.write(base64.b64decode(content))
    else:
        with session.get(address, stream=True) as response, open(file, "wb") as target:
            response.raise_for_status()
            for chunk in response.iter_content(1024 * 1024):
                target.write(chunk)
