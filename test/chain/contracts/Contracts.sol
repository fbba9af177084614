// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A token of ERC-20 with the errors of ERC-6093.
contract Token {
    string public symbol;
    uint8 public constant decimals = 6;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed);

    constructor(string memory symbol_) {
        symbol = symbol_;
        balanceOf[msg.sender] = 1_000_000e6;
        emit Transfer(address(0), msg.sender, 1_000_000e6);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        move(msg.sender, to, value);
        return true;
    }

    /// Takes nothing from anybody without being asked, as ERC-20 allows: what address poisoning is made of.
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        allowance[from][msg.sender] -= value;
        emit Approval(from, msg.sender, allowance[from][msg.sender]);
        move(from, to, value);
        return true;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function move(address from, address to, uint256 value) private {
        if (balanceOf[from] < value) revert ERC20InsufficientBalance(from, balanceOf[from], value);
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}

/// Fails in every way there is, and takes no coin.
contract Failing {
    error NobodyKnowsThis(uint256 number);
    uint256 private spent;

    function withReason() external pure {
        require(false, "not yet: the sale has not begun");
    }

    function withUnknownError() external pure {
        revert NobodyKnowsThis(7);
    }

    function byZero(uint256 number) external pure returns (uint256) {
        return 1 / number;
    }

    function forEver() external {
        while (true) spent++;
    }
}

/// Takes coin.
contract Purse {
    receive() external payable {}
}

/// A wallet that is a contract (ERC-1271): what its owner signed it has signed.
contract Wallet {
    address private immutable owner;

    constructor(address owner_) {
        owner = owner_;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        if (signature.length != 65) return 0xffffffff;
        address signer =
            ecrecover(hash, uint8(signature[64]), bytes32(signature[0:32]), bytes32(signature[32:64]));
        return signer == owner ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}
